import { expect, test } from 'vitest';
import { checkImport, checkManifest } from './import-rules.ts';

function importing(name: string, specifier: string, file = 'src/index.ts') {
  return checkImport({ manifest: { name }, file, specifier });
}

test('an edge of the table is allowed', () => {
  expect(importing('@aemm/server', '@aemm/core/testing')).toBeUndefined();
  expect(importing('@aemm/server', 'node:http')).toBeUndefined();
  expect(importing('@aemm/server', './wire/send.ts')).toBeUndefined();
});

test.each([
  ['@aemm/server', '@aemm/config', '@aemm/server may not import @aemm/config'],
  ['@aemm/core', 'node:fs', '@aemm/core runs without Node and imports no module of it'],
  ['@aemm/core', 'fastify', '@aemm/core may not import fastify'],
  [
    '@aemm/plugin-spot',
    '@aemm/plugin-events',
    '@aemm/plugin-spot may not import @aemm/plugin-events',
  ],
  ['@aemm/testing', '@aemm/cli', 'nothing imports the app'],
  ['@aemm/server', '../../core/src/index.ts', 'a package is imported by its name, not by a path'],
])('%s may not import %s', (name, specifier, problem) => {
  expect(importing(name, specifier)).toBe(problem);
});

test('a test may import what its package declares, but never the app', () => {
  expect(importing('@aemm/core', 'vitest', 'src/index.test.ts')).toBeUndefined();
  expect(importing('@aemm/core', '@aemm/cli', 'src/index.test.ts')).toBe('nothing imports the app');
  expect(importing('@aemm/e2e', '@aemm/cli', 'src/binary.test.ts')).toBeUndefined();
});

test('what a package ships beside its source keeps to the table, what builds it does not', () => {
  const problem = '@aemm/cli may not import esbuild';
  expect(importing('@aemm/cli', 'esbuild', 'bin/run.js')).toBe(problem);
  expect(importing('@aemm/cli', 'esbuild', 'build/start-up.ts')).toBeUndefined();
  expect(importing('@aemm/cli', 'esbuild', 'build.mjs')).toBeUndefined();
});

test.each([
  ['@aemm/e2e', 'cli/support/mock.ts', '../../../packages/core/src/index.ts'],
  ['@aemm/e2e', 'vitest.config.ts', '../apps/cli/dist/main.cjs'],
  ['@aemm/bench', 'src/bare-server.cjs', '../../packages/server/dist/index.js'],
])('%s may not reach from %s to %s', (name, file, specifier) => {
  expect(importing(name, specifier, file)).toBe('a package is imported by its name, not by a path');
});

test('a manifest declares only edges of the table, and the shared test helpers', () => {
  const manifest = {
    name: '@aemm/plugin-spot',
    dependencies: { '@aemm/core': 'workspace:^', '@aemm/config': 'workspace:^' },
    devDependencies: { '@aemm/testing': 'workspace:^', '@aemm/plugin-events': 'workspace:^' },
  };

  expect(checkManifest(manifest)).toEqual([
    '@aemm/plugin-spot may not depend on @aemm/config',
    '@aemm/plugin-spot may not depend on @aemm/plugin-events',
  ]);
  expect(checkManifest({ name: '@aemm/new' })).toEqual([
    '@aemm/new has no row in the table of edges',
  ]);
});

test('a test may read data of another package, its source may not', () => {
  const data = '../../../e2e/data/aemm-defaults.json';
  expect(importing('@aemm/core', data, 'src/index.test.ts')).toBeUndefined();
  expect(importing('@aemm/core', data)).toBe('a package is imported by its name, not by a path');
});

test.each([
  ['src/serve/imds.ts', '../compile/snapshot.ts', undefined],
  ['src/serve/imds.ts', './tokens.ts', undefined],
  ['src/index.ts', './serve/imds.ts', undefined],
  ['src/compile/snapshot.test.ts', '../serve/imds.ts', undefined],
  ['src/compile/snapshot.ts', '../serve/imds.ts', 'compile may not import serve'],
  ['src/text/path.ts', '../index.ts', 'text may not import index.ts'],
  [
    'src/attic/old.ts',
    '../text/path.ts',
    'the room attic of @aemm/core is not in the table of rooms',
  ],
])('within core, %s imports %s: %s', (file, specifier, problem) => {
  expect(importing('@aemm/core', specifier, file)).toBe(problem);
});
