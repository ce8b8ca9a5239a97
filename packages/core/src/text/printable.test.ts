import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toPrintable } from './printable.ts';

describe('a printable line', () => {
  test.each([
    ['plain "text", ümläut, 日本語, 🙂', 'plain "text", ümläut, 日本語, 🙂'],
    ['two\nlines\r\nand\ta tab', 'two\\nlines\\r\\nand\\ta tab'],
    ['\u001b[31mred\u001b[0m \u009b2J', '\\u001b[31mred\\u001b[0m \\u009b2J'],
    ['user\u202Etxt.exe\u2066', 'user\\u202etxt.exe\\u2066'],
    ['\u2028\u2029\u0085', '\\u2028\\u2029\\u0085'],
    [
      '\ud800 alone, \u{e0001} tagged, zero\u200bwidth',
      '\\ud800 alone, \\u{e0001} tagged, zero\\u200bwidth',
    ],
  ])('of %j', (text, printable) => {
    expect(toPrintable(text)).toBe(printable);
  });

  test('has nothing that ends a line, controls a terminal or is not seen', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const line = toPrintable(text);
        expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
        expect(toPrintable(line)).toBe(line);
      }),
    );
  });
});
