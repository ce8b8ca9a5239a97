import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfig } from '@aemm/config';
import { compileSnapshot } from '@aemm/core';
import { tempTree } from '@aemm/testing';
import { expect, onTestFinished, test } from 'vitest';
import { allCategories } from '../src/bundled-categories.ts';

const files = ['configure', 'profile-ec2', 'reproduce-an-outage'].flatMap((name) => {
  const path = new URL(`../../../docs/guides/${name}.md`, import.meta.url);
  const blocks = readFileSync(path, 'utf8').matchAll(/^```yaml\n(.*?)^```$/gms);
  return [...blocks].map(([, text = '']) => text);
});

test('the guides show files', () => {
  expect(files.length).toBeGreaterThan(6);
});

test.each(files)('is loaded and served without a warning: %s', async (text) => {
  const tree = tempTree({ 'config.yaml': text, 'boot/cloud-init.gz': 'for userDataFile' });
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
