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

  test.each([
    { from: '20s', until: '40s' },
    { from: '2026-01-01T01:00:10Z', until: '40s' },
  ])('counts the durations of a fault from its own start: %j', (times) => {
    const { scenario, clock, request } = start();
    clock.advance('1h');
    scenario.play([{ at: '10s', fault: { status: 503, ...times } }], { speed: 2 });
    const statuses = [5, 4, 1, 9, 1].map((seconds) => {
      clock.advance(seconds);
      return request('/latest/meta-data/').status;
    });
    expect(statuses).toEqual([200, 200, 503, 503, 200]);
  });

  test('is played at whole milliseconds, as it shows', () => {
    const { scenario, clock, ask } = start();
    scenario.play([{ at: '1s', do: 'counter.count' }], { speed: 3 });
    expect(scenario.playing?.steps).toMatchObject([{ at: '2026-01-01T00:00:00.333Z' }]);
    clock.advance('333ms');
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

  test.each<[unknown, string, string]>([
    [[], 'a list of 1 to 1000 steps', ''],
    [[{ do: 'reset' }], 'a duration such as 10s', '0.at'],
    [[{ at: 'soon', do: 'reset' }], 'a duration such as 10s', '0.at'],
    [[{ at: '1s', do: 'reset', every: '1s' }], 'every and times belong together', '0'],
    [[{ at: '1s' }], 'a step needs either do or fault', '0'],
    [[{ at: '1s', fault: { hang: true }, with: {} }], 'with goes with do, not with fault', '0'],
    [
      [{ at: '10s', every: '10s', times: 3, fault: { hang: true, until: '30s' } }],
      'a duration from the start of the scenario to after the step, repetitions included',
      '0.fault.until',
    ],
    [[{ at: '1s', fault: { status: 200 } }], 'a status from 400 to 599', '0.fault.status'],
    [
      [{ at: '1s', do: 'counter.jump' }],
      'one of iam.rotate, iam.fail, iam.restore, tags.set, tags.remove, counter.count, ',
      '0.do',
    ],
    [[{ at: '1s', do: 'counter.count.twice' }], 'one of iam.rotate, ', '0.do'],
    [
      [
        { at: '1s', do: 'reset' },
        { at: '1s', do: 'counter.count', with: { by: 'x' } },
      ],
      'Invalid input: expected number',
      '1.with.by',
    ],
    [[{ at: '1s', do: 'patch-instance', with: 'web' }], 'Invalid input', '0.with'],
    [
      [
        { at: '1s', do: 'reset', every: '1ms', times: 10_000 },
        { at: '1s', do: 'reset', every: '1ms', times: 2 },
      ],
      'so few repetitions that all steps make 10000 at most',
      '1.times',
    ],
    [
      [
        { at: '1s', do: 'reset' },
        { at: '1s', do: 'reset', every: '365000d', times: 2 },
      ],
      'a time up to 365000d from the start of the scenario, repetitions included',
      '1.every',
    ],
    [[{ at: `${'9'.repeat(400)}s`, do: 'reset' }], 'a time up to 365000d from the start', '0.at'],
  ])('%j is refused before it starts', (given, message, key) => {
    const { scenario } = start();
    const running = scenario.play([{ at: '1s', do: 'reset' }]);
    expect(() => scenario.play(given as Scenario)).toThrow(
      expect.objectContaining({
        code: 'AEMM_SCENARIO_INVALID',
        key: key === '' ? undefined : key,
        message: expect.stringContaining(key === '' ? message : `${key}: ${message}`),
      }),
    );
    expect(scenario.playing).toBe(running);
  });

  test('names the field that a step does not have', () => {
    const { scenario } = start();
    const given = [{ at: '1s', do: 'reset', when: 'now' }];
    expect(() => scenario.play(given as Scenario)).toThrow(
      expect.objectContaining({
        key: '0.when',
        message: expect.stringContaining(
          '0: a step has no "when"; it has at, do, fault, with, every, times',
        ),
      }),
    );
  });

  test('is refused before it starts if it is so slow that its clock does not reach a step', () => {
    const { scenario } = start();
    const running = scenario.play([{ at: '1s', do: 'reset' }]);
    const steps: Scenario = [
      { at: '1s', do: 'reset' },
      { at: '365000d', do: 'reset' },
    ];
    expect(() => scenario.play(steps, { speed: 0.1 })).toThrow(
      expect.objectContaining({
        code: 'AEMM_SCENARIO_INVALID',
        key: '1.at',
        message:
          'Step 2 of the scenario would happen after the last time of the clock, 9999-01-01T00:00:00.000Z.',
      }),
    );
    expect(scenario.playing).toBe(running);
  });
});

describe('a configured scenario', () => {
  const steps: Scenario = [
    { at: '0s', do: 'counter.count' },
    { at: '10s', do: 'counter.count', with: { by: 5 } },
  ];

  test('is played from the moment on at which it is configured, and again after a reset', () => {
    const { scenario, clock, ask, reset } = start();
    scenario.configure({ name: 'counts', steps });
    expect([ask(), scenario.playing?.name]).toEqual(['1', 'counts']);
    clock.advance(10);
    expect(ask()).toBe('1,5');
    reset();
    expect(ask()).toBe('1');
    clock.advance(10);
    expect(ask()).toBe('1,5');
  });

  test('goes on where it is configured again, gives way to another one, and ends without one', () => {
    const { scenario, clock, ask } = start();
    scenario.configure({ name: 'counts', steps });
    clock.advance(5);
    scenario.configure({ name: 'counts', steps: structuredClone(steps) });
    clock.advance(5);
    expect(ask()).toBe('1,5');
    scenario.configure({ name: 'others', steps: [{ at: '1s', do: 'counter.count' }, ...steps] });
    expect(ask()).toBe('1,5,1');
    scenario.configure(undefined);
    clock.advance(60);
    expect([ask(), scenario.playing]).toEqual(['1,5,1', undefined]);
  });

  test('ends with its own reset, and leaves one alone that was played in its place', () => {
    const { scenario, clock, ask } = start();
    scenario.configure({ name: 'counts', steps: [...steps, { at: '20s', do: 'reset' }] });
    clock.advance(30);
    expect([ask(), scenario.playing]).toEqual(['', undefined]);
    scenario.play([{ at: '1s', do: 'counter.count' }]);
    scenario.configure(undefined);
    clock.advance(1);
    expect(ask()).toBe('1');
  });
});
