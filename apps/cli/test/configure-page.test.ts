import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfig } from '@aemm/config';
import { compileSnapshot } from '@aemm/core';
import { tempTree } from '@aemm/testing';
import { expect, onTestFinished, test } from 'vitest';
import { allCategories } from '../src/bundled-categories.ts';

const page = readFileSync(new URL('../../../docs/guides/configure.md', import.meta.url), 'utf8');
const files = [...page.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, text = '']) => text);

test('the guide shows files', () => {
  expect(files.length).toBeGreaterThan(5);
});

test.each(files)('is loaded and served without a warning: %s', async (text) => {
  const tree = tempTree({ 'config.yaml': text });
  onTestFinished(() => tree.remove());
  const config = await loadConfig({
    flags: {},
    env: {},
    home: undefined,
    cwd: tree.path,
    file: join(tree.path, 'config.yaml'),
    categories: allCategories,
  });
  expect(config.warnings).toEqual([]);
  expect(compileSnapshot(config.spec(), 0).problems).toEqual([]);
});
