import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { findSources } from './find-sources.ts';

function folderOf(files: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'aemm-sources-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const file of files) {
    mkdirSync(join(folder, dirname(file)), { recursive: true });
    writeFileSync(join(folder, file), '');
  }
  return folder;
}

test('code in any room of a package is found, whatever its module system', () => {
  const files = [
    'bin/run.js',
    'build.mjs',
    'build/plugin.ts',
    'cli/support/mock.ts',
    'guard/probe.cjs',
    'src/deep/er/index.ts',
    'src/index.test-d.ts',
    'test/helper.mts',
  ];

  expect(findSources(folderOf([...files, 'README.md', 'data/a.json'])).sort()).toEqual(files);
});

test('what was installed, built or reported is not', () => {
  const made = [
    'node_modules/a/index.js',
    'nested/node_modules/a/index.js',
    'dist/index.js',
    'reports/coverage/sorter.js',
  ];

  expect(findSources(folderOf([...made, 'src/index.ts']))).toEqual(['src/index.ts']);
});
