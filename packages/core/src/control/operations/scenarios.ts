import * as z from 'zod/mini';
import type { Value } from '../../contract/content.ts';
import { scenarioGallery } from '../scenario/gallery.ts';
import { ScenarioSchema } from '../scenario/scenario.ts';
import { checkRange } from './check-range.ts';
import { anyValue, optional } from './fields.ts';
import { defineOperation } from './operation.ts';

export const listScenarios = defineOperation({
  id: 'list-scenarios',
  summary: 'Lists the scenarios that ship, and shows the one that is played',
  method: 'GET',
  path: '/v1/scenarios',
  input: z.strictObject({}),
  output: anyValue(),
  commands: [{ words: 'scenario list' }],
  run: ({ scenario }) =>
    ({ playing: scenario.playing ?? null, gallery: scenarioGallery }) as unknown as Value,
});

export const playScenario = defineOperation({
  id: 'play-scenario',
  summary: 'Plays a scenario in place of the one that is played',
  method: 'POST',
  path: '/v1/scenarios',
  input: z
    .strictObject({
      name: optional(z.string(), 'the scenario of the gallery, or what the given one is called'),
      steps: optional(ScenarioSchema, 'the steps; those of the gallery if absent'),
      speed: optional(z.number(), 'how many times faster than its times'),
    })
    .check(
      z.refine(
        ({ name, steps }) => name !== undefined || steps !== undefined,
        'needs name or steps',
      ),
    ),
  output: anyValue(),
  commands: [
    { words: 'scenario play', args: ['name'], only: ['speed'] },
    {
      words: 'scenario run',
      summary: 'Plays the steps of a file: @drain.yaml',
      args: ['steps'],
      only: ['name', 'speed'],
      fileKey: 'scenario',
    },
  ],
  run({ scenario }, { name, steps, speed }) {
    const options = { ...(name !== undefined && { name }), ...(speed !== undefined && { speed }) };
    const played = checkRange('speed', () => scenario.play(steps ?? name ?? '', options));
    return played as unknown as Value;
  },
});

export const stopScenario = defineOperation({
  id: 'stop-scenario',
  summary: 'Stops the scenario that is played; what it has done stays',
  method: 'DELETE',
  path: '/v1/scenarios',
  input: z.strictObject({}),
  commands: [{ words: 'scenario stop' }],
  run({ scenario }) {
    scenario.stop();
    return undefined;
  },
});
