import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import type { Scenario } from '../../index.ts';
import { bundledCategories, defineCategory } from '../../index.ts';
import { createTestControl } from '../../testing.ts';

const counter = defineCategory({
  id: 'counter',
  contract: 1,
  description: 'Counts',
  state: [] as readonly number[],
  actions: {
    count: {
      description: 'Counts',
      input: z.strictObject({ by: z.optional(z.number()) }),
      run: ({ by = 1 }, { state }) => {
        if (by < 0) throw new Error('it does not go back');
        return { state: [...state, by] };
      },
    },
  },
  leaves: [{ key: 'count', path: 'meta-data/count', value: ({ state }) => state.join() }],
});

function start() {
  const control = createTestControl({ categories: [...bundledCategories, counter] });
  return { ...control, ask: () => control.request('/latest/meta-data/count').body };
}

describe('a scenario', () => {
  test('is played by the clock of the mock, steps repeated as they say', () => {
    const { scenario, clock, ask } = start();
    scenario.play([
      { at: '10s', do: 'counter.count', with: { by: 5 } },
      { at: '0s', do: 'counter.count' },
      { at: '20s', every: '5s', times: 3, do: 'counter.count', with: { by: 2 } },
    ]);
    expect(ask()).toBe('1');
    clock.advance(10);
    expect(ask()).toBe('1,5');
    clock.advance(15);
    expect(ask()).toBe('1,5,2,2');
    clock.advance(100);
    expect(ask()).toBe('1,5,2,2,2');
    expect(scenario.playing?.steps.map(({ state }) => state)).toEqual(Array(5).fill('done'));
  });

  test('is played faster', () => {
    const { scenario, clock, ask } = start();
    scenario.play([{ at: '10m', do: 'counter.count' }], { speed: 60, name: 'fast' });
    expect(scenario.playing).toMatchObject({
      name: 'fast',
      steps: [{ at: '2026-01-01T00:00:10.000Z', do: 'counter.count', state: 'waiting' }],
    });
    clock.advance(10);
    expect(ask()).toBe('1');
  });

  test('does operations too, and goes on after a step that is refused', () => {
    const { scenario, clock, imds } = start();
    scenario.play([
      { at: '1s', do: 'counter.count', with: { by: -1 } },
      { at: '2s', do: 'patch-metadata-options', with: { httpTokens: 'required' } },
      { at: '3s', do: 'patch-instance', with: { id: 'i-2' } },
    ]);
    clock.advance(3);
    expect(imds.snapshot).toMatchObject({
      metadataOptions: { httpTokens: 'required' },
      instance: { id: 'i-2' },
    });
    expect(scenario.playing?.steps[0]).toMatchObject({
      state: 'refused',
      reason: 'counter.count is refused: it does not go back',
    });
  });

  test('ends with a reset, by stop, and where another one begins', () => {
    const { scenario, clock, ask, reset } = start();
    const later: Scenario = [{ at: '5s', do: 'counter.count' }];
    scenario.play(later);
    scenario.stop();
    clock.advance(5);
    expect(ask()).toBe('');
    scenario.play(later);
    scenario.play(later);
    clock.advance(5);
    expect(ask()).toBe('1');
    scenario.play(later);
    reset();
    clock.advance(5);
    expect(ask()).toBe('');
    expect(scenario.playing).toBeUndefined();
  });

  test('ends with its own reset, be it the first step', () => {
    const { scenario, clock, ask } = start();
    scenario.play([
      { at: '0s', do: 'reset' },
      { at: '0s', do: 'counter.count' },
      { at: '5s', do: 'counter.count' },
    ]);
    clock.advance(10);
    expect(ask()).toBe('');
    expect(scenario.playing).toBeUndefined();
  });

  test.each<[unknown, string, string | undefined]>([
    [[], '>=1 items', undefined],
    [[{ do: 'reset' }], '0.at: Invalid input: expected string', '0.at'],
    [[{ at: 'soon', do: 'reset' }], '0.at: a duration such as 10s', '0.at'],
    [[{ at: '1s', do: 'reset', when: 'now' }], 'Unrecognized key: "when"', undefined],
    [[{ at: '1s', do: 'reset', every: '1s' }], 'every and times belong together', undefined],
    [
      [{ at: '1s', do: 'counter.jump' }],
      'Step 1 of the scenario: "counter.jump" is unknown',
      '0.do',
    ],
    [
      [
        { at: '1s', do: 'reset' },
        { at: '1s', do: 'counter.count', with: { by: 'x' } },
      ],
      'Step 2 of the scenario: The input of counter.count is not allowed: by:',
      '1.with.by',
    ],
  ])('%j is refused before it starts', (given, message, key) => {
    const { scenario } = start();
    const running = scenario.play([{ at: '1s', do: 'reset' }]);
    expect(() => scenario.play(given as Scenario)).toThrow(
      expect.objectContaining({
        code: 'AEMM_SCENARIO_INVALID',
        message: expect.stringContaining(message),
        ...(key !== undefined && { key }),
      }),
    );
    expect(scenario.playing).toBe(running);
  });
});
