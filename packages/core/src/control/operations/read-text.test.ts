import { expect, test } from 'vitest';
import { readText } from '../../index.ts';

test.each(['1.10', '1e3', '-0', '007', '12345678901234567890', ' 5', 'true ', 'plain', ''])(
  '%j stays what it is where any value is allowed',
  (text) => {
    expect(readText(text, {})).toBe(text);
  },
);

test.each([
  ['1.5', 1.5],
  ['-3', -3],
  ['true', true],
  ['null', null],
  ['"1"', '1'],
  ['"null"', 'null'],
  ['{ "a": [1] }', { a: [1] }],
  [' [1, null]', [1, null]],
])('%j is JSON where any value is allowed', (text, value) => {
  expect(readText(text, {})).toEqual(value);
});
