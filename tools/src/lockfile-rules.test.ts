import { expect, test } from 'vitest';
import { checkCatalog, checkHosts, checkRanges } from './lockfile-rules.ts';

test('the catalog holds exact versions', () => {
  expect(checkCatalog({ zod: '4.6.7', 'zod-4': 'npm:zod@4.6.7' })).toEqual([]);
  expect(checkCatalog({ zod: '^4.6.7' })).toEqual([
    'catalog: zod is "^4.6.7", which is not an exact version',
  ]);
});

test('a dependency comes from the catalog or the workspace', () => {
  const dependencies = { zod: 'catalog:', '@aemm/core': 'workspace:^' };

  expect(checkRanges({ name: 'a', dependencies })).toEqual([]);
  expect(checkRanges({ name: 'a', dependencies, devDependencies: { yaml: '2.9.1' } })).toEqual([
    'a: yaml is "2.9.1"',
  ]);
});

test('the lock file names no registry', () => {
  expect(checkHosts('resolution: {integrity: sha512-x}')).toEqual([]);
  expect(checkHosts('  tarball: file:x.tgz')).toHaveLength(1);
});
