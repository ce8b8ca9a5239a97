import { expect, test } from 'vitest';
import { isThere } from './find-program.ts';

const FILES = new Set(['/bin/ls', 'there']);

test.skipIf(process.platform === 'win32').each([
  ['ls', '/usr/bin:/bin', true],
  ['ls', '/usr/bin', false],
  ['ls', undefined, true],
  ['there', '', true],
  ['', '/bin', false],
  ['/nothing', '', true],
  ['./nothing', '/bin', true],
])('"%s" with PATH=%s: %s', (program, path, expected) => {
  expect(isThere(program, path, (file) => FILES.has(file))).toBe(expected);
});
