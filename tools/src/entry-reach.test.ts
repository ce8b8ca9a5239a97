import { expect, test } from 'vitest';
import { checkEntries } from './entry-reach.ts';

const category = { types: './dist/category.d.ts', default: './dist/category.js' };
const manifest = {
  name: '@aemm/plugin-rack',
  exports: {
    '.': { types: './dist/index.d.ts', default: './dist/index.js' },
    './category': { import: category, require: category },
    './package.json': './package.json',
  },
};

function check(files: Record<string, string[]>): string[] {
  return checkEntries(manifest, (file) => files[file] ?? []);
}

test('an entry point for tests may reach core, through files of its own', () => {
  const files = {
    'src/category.ts': ['@aemm/core', './parts/time.ts'],
    'src/parts/time.ts': ['@aemm/core', '../category.ts'],
    'src/index.ts': ['@oclif/core'],
  };
  expect(check(files)).toEqual([]);
});

test('an entry point for tests may not reach oclif, however far away', () => {
  const files = {
    'src/category.ts': ['@aemm/core', './parts/time.ts'],
    'src/parts/time.ts': ['../flags.ts'],
    'src/flags.ts': ['@oclif/core/flags', '@aemm/plugin-kit'],
  };
  expect(check(files)).toEqual([
    '@aemm/plugin-rack: the entry point ./category may not reach @oclif/core/flags',
    '@aemm/plugin-rack: the entry point ./category may not reach @aemm/plugin-kit',
  ]);
});
