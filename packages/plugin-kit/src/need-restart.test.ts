import { loadConfig } from '@aemm/config';
import { bundledCategories } from '@aemm/core';
import { expect, test, vi } from 'vitest';
import { needRestart } from './need-restart.ts';

const load = (flags: Readonly<Record<string, unknown>>) =>
  loadConfig({ flags, env: {}, home: undefined, cwd: '/', categories: bundledCategories });

test('What needs a restart is found in the settings alone, without compiling what is served.', async () => {
  const [running, fresh] = [await load({}), await load({ 'server.port': 1400, imdsv2: true })];
  const values = [running, fresh].map((config) => vi.spyOn(config, 'values', 'get'));

  expect(needRestart(running, fresh, bundledCategories)).toEqual(['server.port']);
  for (const read of values) expect(read).not.toHaveBeenCalled();
});
