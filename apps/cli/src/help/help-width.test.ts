import { expect, test } from 'vitest';
import { helpWidth } from './help-width.ts';

test.each([
  ['a terminal', { isTTY: true, columns: 80 }, 80],
  ['a wide terminal', { isTTY: true, columns: 208 }, 120],
  ['a terminal without a size', { isTTY: true, columns: 0 }, 120],
  ['a pipe or a file', {}, 120],
])('%s', (_, stream, width) => {
  expect(helpWidth(stream)).toBe(width);
});
