import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config, ConfigInput } from '@aemm/config';
import { bundledCategories } from '@aemm/core';
import { expect, onTestFinished, test } from 'vitest';
import { followConfig } from './follow-config.ts';

function fileWith(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'aemm-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'aemm.json');
  writeFileSync(file, text);
  return file;
}

function inputFor(file: string, env: ConfigInput['env'] = {}): ConfigInput {
  const flags = { 'config-file': file, 'watch-config-file': true };
  return { flags, env, home: undefined, cwd: '/', categories: bundledCategories };
}

function macOf({ values }: Config): unknown {
  return values.find(({ key }) => key === 'metadata.values.mac')?.value;
}

function configWith(mac: string): string {
  return JSON.stringify({ metadata: { values: { mac } } });
}

test('a change between reading the file and watching it is not missed', async () => {
  const file = fileWith(configWith('old'));
  let reads = 0;
  // The environment is read after the file, which changes at that moment.
  const env = new Proxy<ConfigInput['env']>(
    {},
    {
      ownKeys() {
        reads += 1;
        if (reads === 1) writeFileSync(file, configWith('new'));
        return [];
      },
    },
  );

  const followed = await followConfig(inputFor(file, env));
  await followed.close();

  expect(macOf(followed.config)).toBe('new');
});

test('a change that comes before the start is not missed', async () => {
  const file = fileWith(configWith('old'));
  const followed = await followConfig(inputFor(file));
  writeFileSync(file, configWith('new'));

  const config = await new Promise<Config>((resolve, reject) =>
    followed.start({ apply: async (config) => resolve(config), report: reject }),
  );
  await followed.close();

  expect(macOf(config)).toBe('new');
});

test('a file that is broken from the start is an error', async () => {
  await expect(followConfig(inputFor(fileWith('{')))).rejects.toThrow(/aemm\.json:1:/);
});
