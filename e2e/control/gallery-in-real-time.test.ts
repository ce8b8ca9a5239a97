import type { PlayedScenario } from '@aemm/core';
import { scenarioGallery } from '@aemm/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Controlled } from './support/interfaces.ts';
import { startControlled } from './support/interfaces.ts';

let controlled: Controlled;
beforeAll(async () => {
  controlled = await startControlled('--speed', '600');
});
afterAll(() => controlled.cli.stop());

/** What became of the steps of the scenario that is played, each state once. */
async function statesNow(name: string): Promise<readonly string[]> {
  const { body } = await controlled.call('GET', '/v1/scenarios');
  const { playing } = body as { readonly playing: PlayedScenario };
  expect(playing.name).toBe(name);
  return [...new Set(playing.steps.map(({ state }) => state))];
}

test('the clock says how fast it runs', async () => {
  const { body } = await controlled.call('GET', '/v1/clock');
  expect(body).toMatchObject({ mode: 'running', speed: 600 });
});

test.for(scenarioGallery)('$name plays to its end at 600 times the speed', async ({ name }) => {
  expect(await controlled.call('POST', '/v1/scenarios', { name })).toMatchObject({ status: 200 });
  await expect.poll(() => statesNow(name), { timeout: 15_000, interval: 20 }).toEqual(['done']);
});
