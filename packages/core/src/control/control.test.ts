import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import type { Control, ControlEvent, ImdsSpec, Scenario } from '../index.ts';
import {
  bundledCategories,
  createControl,
  createEc2Profile,
  createMockClock,
  defineCategory,
  operations,
  runOperation,
  textSetting,
} from '../index.ts';
import { createTestControl, weakMac } from '../testing.ts';

const META = '/latest/meta-data';
const START = Date.UTC(2026, 0);

const lamp = defineCategory({
  id: 'lamp',
  contract: 1,
  description: 'A lamp',
  state: { on: false, switched: 0 },
  actions: {
    'switch-on': {
      description: 'Switches it on',
      input: z.strictObject({ dim: z.optional(z.number().check(z.maximum(100))) }),
      run: (_, { state, at }) => ({ state: { on: true, switched: at, count: state.switched } }),
    },
    break: {
      description: 'Fails',
      input: z.strictObject({}),
      run() {
        throw new Error('the lamp is broken');
      },
    },
  },
  leaves: [
    { key: 'lamp', path: 'meta-data/lamp', value: ({ state }) => (state.on ? 'on' : 'off') },
  ],
  notices: [
    {
      key: 'dawn',
      path: 'meta-data/dawn',
      trigger: () => ({ delaySec: 60 }),
      value: () => 'light',
    },
    {
      key: 'noon',
      path: 'meta-data/noon',
      trigger: () => ({ delaySec: 120 }),
      value: () => 'heat',
    },
    {
      key: 'glow',
      path: 'meta-data/glow',
      trigger: () => ({}),
      firesAt: ({ state }) => (state.on ? state.switched : null),
      value: () => 'warmth',
    },
  ],
});

function start(spec: Partial<ImdsSpec> = {}) {
  const whole = { ...spec, categories: [...bundledCategories, lamp] };
  const control = createTestControl(whole);
  const { request, token } = control;
  const ask = (path: string, headers = {}) => {
    const { status, body } = request(path, { headers });
    return status === 200 ? body : status;
  };
  return { control, ask, token, spec: whole };
}

/** What a control reports from now on. */
function record(control: Pick<Control, 'subscribe'>): string[] {
  const seen: string[] = [];
  control.subscribe((event) =>
    seen.push(event.kind === 'notice' ? `notice ${event.notice.key}` : event.kind),
  );
  return seen;
}

describe('an action', () => {
  test('changes the state of its category', () => {
    const { control, ask } = start();
    expect(ask(`${META}/lamp`)).toBe('off');
    control.actions.lamp.switchOn({ dim: 5 });
    expect(ask(`${META}/lamp`)).toBe('on');
    control.reset();
    expect(ask(`${META}/lamp`)).toBe('off');
  });

  test.each([
    ['lamp', 'switch-on', { dim: 101 }, 'dim: Too big: expected number to be <=100'],
    ['lamp', 'switch-on', { colour: 'red' }, 'unknown field "colour"; allowed: '],
    ['lamp', 'break', {}, 'lamp.break is refused: the lamp is broken.'],
    ['lamp', 'off', {}, 'Unknown action "off" of category "lamp". Allowed: switch-on, break.'],
    ['fan', 'off', {}, 'Unknown category "fan". Allowed: iam, tags, lamp.'],
  ])('%s.%s with %j is refused and changes nothing', (category, action, input, message) => {
    const { control } = start();
    expect(() => control.act(category, action, input)).toThrow(message);
    expect(control.imds.changes).toEqual([]);
  });

  test('holds after a reload, in the new configuration', () => {
    const { control, ask } = start();
    control.act('tags', 'set', { name: 'Name', value: 'web-2' });
    control.reload({ categories: [...bundledCategories, lamp], instance: { tags: { a: 'b' } } });
    expect(ask(`${META}/tags/instance`)).toBe('Name\na');
  });
});

test.each<[string, (parts: Control, listener: () => void) => (() => void) | undefined]>([
  ['a control', (control, listener) => control.subscribe(listener)],
  ['its faults', ({ faults }, listener) => faults.subscribe(listener)],
  ['its journal', ({ journal }, listener) => journal.subscribe(listener)],
  ['its clock', ({ clock }, listener) => clock.onSetBack(listener)],
])('of two subscriptions of a function to %s one can be ended', (_, subscribe) => {
  const { control } = start();
  let called = 0;
  const listener = () => void called++;
  const provoke = () => {
    called = 0;
    control.faults.clear();
    control.clock.set(control.clock.now() - 1);
    control.journal.add(control.imds.refuse(400), 0);
    return called;
  };
  const end = subscribe(control, listener);
  const once = provoke();
  const endOther = subscribe(control, listener);
  expect(provoke()).toBe(once * 2);
  end?.();
  end?.();
  expect(provoke()).toBe(once);
  endOther?.();
  expect(provoke()).toBe(0);
});

test('a category may be called as what every object has', () => {
  const builder = defineCategory({
    id: 'constructor',
    contract: 1,
    description: 'For a test',
    state: { built: 0 },
    settings: {
      name: textSetting({ description: 'its name', default: 'none' }),
      length: textSetting({ description: 'a time', default: '' }),
    },
    timings: { own: { delaySec: 'name', triggerTime: 'length' } },
    actions: {
      build: {
        description: 'Builds',
        input: z.strictObject({}),
        run: (_, { state, settings }) => ({
          state: { ...state, built: state.built + settings.name.length },
        }),
      },
    },
    leaves: [
      {
        key: 'built',
        path: 'meta-data/built',
        value: ({ state, settings }) => `${settings.name} ${state.built}`,
      },
    ],
    notices: [{ key: 'own', path: 'meta-data/own', trigger: 'own', value: () => 'up' }],
  });
  const { actions, request, clock } = createTestControl({
    categories: [builder],
    profile: createEc2Profile(),
  });
  const built = () => request(`${META}/built`).body;
  expect(built()).toBe('none 0');
  actions.constructor.build();
  expect(built()).toBe('none 4');
  expect(clock.pending()).toEqual([]);
});

describe('tags', () => {
  test('are set and removed beside those that are there', () => {
    const { control, ask } = start({ instance: { tags: { a: '1', b: '2' } } });
    control.act('tags', 'set', { name: 'c', value: '3' });
    control.act('tags', 'remove', { name: 'a' });
    expect(ask(`${META}/tags/instance`)).toBe('b\nc');
    expect(() => control.act('tags', 'remove', { name: 'a' })).toThrow('no tag "a", only b, c');
  });

  test('are set and removed while they are not served', () => {
    const { control, ask } = start({ metadataOptions: { instanceMetadataTags: 'disabled' } });
    control.act('tags', 'set', { name: 'c', value: '3' });
    control.act('tags', 'remove', { name: 'Test' });
    expect(ask(`${META}/tags/instance`)).toBe(404);
    control.patchMetadataOptions({ instanceMetadataTags: 'enabled' });
    expect(ask(`${META}/tags/instance`)).toBe('Name\nc');
  });
});

describe('the clock', () => {
  test('moves from notice to notice', () => {
    const { control, ask } = start();
    expect(control.clock.pending().map(({ key, inSeconds }) => [key, inSeconds])).toEqual([
      ['dawn', 60],
      ['noon', 120],
    ]);
    expect(control.clock.next()).toMatchObject({
      key: 'dawn',
      firesAt: '2026-01-01T00:01:00.000Z',
    });
    expect(ask(`${META}/dawn`)).toBe('light');
    expect(ask(`${META}/noon`)).toBe(404);
    control.clock.advance('1m');
    expect(ask(`${META}/noon`)).toBe('heat');
    expect(control.clock.next()).toBeUndefined();
  });

  test.each([
    ['is triggered', { trigger: () => ({ delaySec: 1 / 3 }) }],
    ['fires by the state', { trigger: () => ({}), firesAt: () => START + 1000 / 3 }],
  ])('reaches a notice that %s within a millisecond', (_, when) => {
    const notice = { key: 'third', path: 'meta-data/third', value: () => 'up', ...when };
    const thirds = defineCategory({
      id: 'thirds',
      contract: 1,
      description: 'For a test',
      notices: [notice],
    });
    const { clock, request, ...control } = createTestControl({ categories: [thirds] });
    const seen = record(control);
    expect(clock.next()).toMatchObject({ firesAt: '2026-01-01T00:00:00.333Z' });
    expect(request(`${META}/third`).body).toBe('up');
    expect(seen).toEqual(['notice third', 'clock']);
  });

  test('reports notices as they fire, each once', () => {
    const { control } = start();
    const fired: ControlEvent[] = [];
    const end = control.subscribe((event) => event.kind === 'notice' && fired.push(event));
    control.clock.advance(59);
    expect(fired).toEqual([]);
    control.clock.advance(61);
    expect(fired).toMatchObject([{ notice: { key: 'dawn' } }, { notice: { key: 'noon' } }]);
    end();
    control.reset();
    control.clock.advance('1h');
    expect(fired).toHaveLength(2);
  });

  test('reports a notice that an action makes fire at once, after the action and each time', () => {
    const { control } = start();
    const seen = record(control);
    control.actions.lamp.switchOn({});
    control.set(`${META}/mac`, 'x');
    control.clock.advance(10);
    control.actions.lamp.switchOn({});
    control.reset();
    expect(seen).toEqual([
      'changed',
      'notice glow',
      'changed',
      'clock',
      'changed',
      'notice glow',
      'faults',
      'requests-cleared',
      'reset',
    ]);
  });

  test('reports a notice whose time came while no timer fired, with the next thing that happens', () => {
    let real = START;
    const clock = createMockClock({ source: { now: () => real } });
    const spec = { categories: [...bundledCategories, lamp] };
    const control = createControl({ spec, mac: weakMac, clock });
    const seen = record(control);
    real += 61_000;
    control.revokeTokens();
    control.clock.advance('1h');
    expect(seen).toEqual(['changed', 'notice dawn', 'notice noon', 'clock']);
  });

  test.each(['soon', '', '-1s', '1 m', Number.NaN, -1])('does not advance by %j', (by) => {
    const { control } = start();
    expect(() => control.clock.advance(by)).toThrow(RangeError);
    expect(control.clock.now()).toBe(START);
  });
});

test('what begins, stops and clears is reported, by whatever it is done', () => {
  const mock = start();
  const { control, spec } = mock;
  const seen: string[] = [];
  control.subscribe((event) =>
    seen.push(event.kind === 'playing' ? `playing ${event.name}` : event.kind),
  );
  const reports = (act: () => unknown) => {
    act();
    return seen.splice(0);
  };
  const later: Scenario = [{ at: '50s', do: 'revoke-tokens' }];
  const { scenario, journal } = control;
  expect(reports(() => scenario.play(later, { name: 'one' }))).toEqual(['playing one']);
  expect(reports(() => scenario.play(later, { name: 'two' }))).toEqual(['playing two']);
  expect(reports(() => control.clock.advance('50s'))).toEqual(['changed', 'scenario', 'clock']);
  expect(reports(() => run(mock, 'stop-scenario', {}))).toEqual(['playing null']);
  expect(reports(() => scenario.stop())).toEqual([]);
  expect(reports(() => journal.clear())).toEqual(['requests-cleared']);
  const configured = { name: 'three', steps: [{ at: '0s', do: 'revoke-tokens' }] };
  const played = ['playing three', 'changed', 'scenario'];
  expect(reports(() => scenario.configure(configured))).toEqual(played);
  expect(reports(() => control.reload(spec))).toEqual(['reloaded']);
  const ended = ['playing null', 'faults', 'requests-cleared', 'reset'];
  expect(reports(() => control.reset())).toEqual([...ended, ...played]);
  expect(reports(() => scenario.configure(undefined))).toEqual(['playing null']);
});

test('a scenario that is stopped as it begins does nothing', () => {
  const { control } = start();
  control.subscribe(({ kind }) => kind === 'playing' && control.scenario.stop());
  control.scenario.play([
    { at: '0s', do: 'revoke-tokens' },
    { at: '1m', do: 'revoke-tokens' },
  ]);
  control.clock.advance('1m');
  expect([control.imds.changes, control.scenario.playing]).toEqual([[], undefined]);
});

test('a share of requests is drawn from the seed that the instance has at the time', () => {
  const strikes = ({ control, ask }: ReturnType<typeof start>) => {
    control.faults.set([]);
    control.fault({ name: 'some', status: 503, share: 0.5 });
    return Array.from({ length: 40 }, () => ask(`${META}/mac`) === 503);
  };
  const seeded = (seed: number) => start({ instance: { seed } });
  const mock = seeded(1);
  const first = strikes(mock);
  mock.control.reload(seeded(2).spec);
  expect(strikes(mock)).toEqual(strikes(seeded(2)));
  mock.control.patchInstance({ seed: 1 });
  expect(strikes(mock)).toEqual(first);
});

test('revoked tokens are unknown, new ones are not, and a reset brings the first ones back', () => {
  const { control, ask, token } = start();
  const status = (value: string) => ask(`${META}/mac`, { 'x-aws-ec2-metadata-token': value });
  const first = token();
  control.revokeTokens();
  expect(status(first)).toBe(401);
  const second = token();
  expect(status(second)).not.toBe(401);
  control.revokeTokens();
  expect(status(second)).toBe(401);
  control.reset();
  expect(status(first)).not.toBe(401);
});

test('revoked tokens stay unknown after resets, however often tokens are revoked again', () => {
  const { control, ask, token } = start();
  const status = (value: string) => ask(`${META}/mac`, { 'x-aws-ec2-metadata-token': value });
  const revoked: string[] = [];
  for (const revocations of [1, 2, 1, 3]) {
    for (let count = 0; count < revocations; count++) {
      control.revokeTokens();
      expect(revoked.map(status)).toEqual(revoked.map(() => 401));
      const issued = token();
      expect(status(issued)).not.toBe(401);
      revoked.push(issued);
    }
    control.reset();
    expect(revoked.map(status)).toEqual(revoked.map(() => 401));
  }
});

const inputs: Record<string, fc.Arbitrary<unknown>> = {
  'run-action': fc.constantFrom(
    { category: 'lamp', action: 'switch-on', input: {} },
    { category: 'tags', action: 'set', input: { name: 'a', value: 'b' } },
    { category: 'iam', action: 'rotate' },
    { category: 'iam', action: 'fail', input: { code: 'NoInstanceProfile' } },
    { category: 'iam', action: 'restore' },
    { category: 'lamp', action: 'break' },
  ),
  'patch-instance': fc.constantFrom({ patch: { id: 'i-1' } }, { patch: { mac: 'wrong' } }),
  'patch-metadata-options': fc.constantFrom({ httpTokens: 'required' }, { httpTokens: null }),
  'set-path': fc.constantFrom({ path: 'latest/meta-data/mac', value: 'x' }, { path: '/..' }),
  'remove-path': fc.constant({ path: `${META}/lamp` }),
  'move-clock': fc.constantFrom({ advance: '90s' }, { next: true }, { now: '2026-02-30' }),
  'add-fault': fc.constantFrom({ name: 'down', path: `${META}/mac`, status: 503 }, { status: 7 }),
  'set-faults': fc.constant({ faults: [{ path: `${META}/*`, contentType: 'text/html' }] }),
  'play-scenario': fc.constant({ steps: [{ at: '60s', do: 'lamp.switch-on' }] }),
};

const calls = fc
  .constantFrom(...operations.map(({ id }) => id))
  .chain((id) => fc.tuple(fc.constant(id), inputs[id] ?? fc.constant({})));

/** Runs an operation, and returns why it was refused. */
function run({ control }: ReturnType<typeof start>, id: string, input: unknown): unknown {
  const operation = operations.find((each) => each.id === id);
  try {
    if (operation) runOperation(operation, control, input);
    return undefined;
  } catch (error) {
    return error;
  }
}

/** What all paths answer, and the whole state. */
const everything = ({ control, ask }: ReturnType<typeof start>) => [
  control.imds.snapshot.routes.map(({ path }) => [path, ask(path)]),
  runOperation(operations[0] as never, control, {}),
];

test('any operations answer like a service that compiles everything anew after each', () => {
  fc.assert(
    fc.property(fc.array(calls, { maxLength: 8 }), (list) => {
      const [mock, model] = [start(), start()];
      for (const [id, input] of list) {
        expect(run(mock, id, input)).toEqual(run(model, id, input));
        model.control.reload(model.spec);
        expect(everything(mock)).toEqual(everything(model));
      }
    }),
    { numRuns: 50 },
  );
});

test('any operations and then a reset answer like a fresh start', () => {
  const fresh = everything(start());
  fc.assert(
    fc.property(fc.array(calls, { maxLength: 8 }), (list) => {
      const mock = start();
      // Those that are refused must change nothing.
      for (const [id, input] of list) run(mock, id, input);
      mock.control.reset();
      expect(everything(mock)).toEqual(fresh);
    }),
    { numRuns: 50 },
  );
});
