import { expect, test } from 'vitest';
import { checkPackedFiles, findStale } from './packed-files.ts';

const LIBRARY = { name: 'library' };
const COMPLETE = ['LICENSE', 'README.md', 'package.json', 'dist/index.js', 'dist/index.d.ts'];

test('a complete tarball passes', () => {
  expect(checkPackedFiles(COMPLETE, LIBRARY)).toEqual([]);
});

test('a missing licence, sources and tests are reported', () => {
  const files = ['README.md', 'package.json', 'src/index.ts', 'dist/index.test.js'];

  expect(checkPackedFiles(files, LIBRARY)).toEqual([
    'LICENSE is missing from the tarball',
    'src/index.ts does not belong in the tarball',
    'dist/index.test.js does not belong in the tarball',
  ]);
});

test('an oclif plugin brings its manifest', () => {
  const plugin = { name: 'plugin', oclif: {} };

  expect(checkPackedFiles([...COMPLETE, 'oclif.manifest.json'], plugin)).toEqual([]);
  expect(checkPackedFiles(COMPLETE, plugin)).toEqual([
    'oclif.manifest.json is missing from the tarball',
  ]);
  expect(checkPackedFiles([...COMPLETE, 'oclif.manifest.json'], LIBRARY)).toEqual([
    'oclif.manifest.json does not belong in the tarball',
  ]);
});

test('a file of the CommonJS build has the same source', () => {
  const files = ['dist/cjs/index.js', 'dist/cjs/serve/imds.js', 'dist/cjs/package.json'];
  expect(checkPackedFiles([...COMPLETE, ...files], LIBRARY)).toEqual([]);
  expect(findStale(files, ['src/index.ts', 'src/serve/imds.ts'])).toEqual([]);
  expect(findStale(files, ['src/index.ts'])).toEqual([
    'dist/cjs/serve/imds.js has no source any more: remove dist and build again',
  ]);
});

test('a compiled file without its source is stale', () => {
  expect(findStale(COMPLETE, ['src/index.ts'])).toEqual([]);
  expect(findStale(COMPLETE, ['src/renamed.ts'])).toEqual([
    'dist/index.js has no source any more: remove dist and build again',
  ]);
});
