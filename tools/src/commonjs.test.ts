import { expect, test } from 'vitest';
import { replaceImportMeta } from './commonjs.ts';

test('a file of CommonJS knows its own URL', () => {
  expect(replaceImportMeta('a.js', 'new URL("./b.js", import.meta.url)')).toBe(
    `new URL("./b.js", require('node:url').pathToFileURL(__filename).href)`,
  );
  expect(replaceImportMeta('a.js', 'exports.a = 1;')).toBe('exports.a = 1;');
});

test.each([
  'import.meta.dirname',
  'import.meta.resolve("x")',
  'import.meta.urls',
  'f(import.meta)',
])('what CommonJS does not have is refused: %s', (code) => {
  expect(() => replaceImportMeta('a.js', code)).toThrow('a.js: CommonJS has import.meta.url');
});
