import { describe, expect, test } from 'vitest';
import type { ImdsSpec, NoticeTime, Timing } from '../index.ts';
import {
  defineCategory,
  formatTime,
  integerSetting,
  resolveTiming,
  timeSetting,
} from '../index.ts';
import { createTestImds } from '../testing.ts';

const START = Date.parse('2024-01-01T00:00:00Z');

const notices = defineCategory({
  id: 'notices',
  contract: 1,
  description: 'for a test',
  settings: {
    'rebalance-delay': integerSetting({ description: 'seconds', default: 0 }),
    'rebalance-time': timeSetting({ description: 'when' }),
    'state-delay': integerSetting({ description: 'seconds', default: 0 }),
    'state-time': timeSetting({ description: 'when' }),
  },
  timings: {
    rebalance: { delaySec: 'rebalance-delay', triggerTime: 'rebalance-time' },
    state: { delaySec: 'state-delay', triggerTime: 'state-time' },
  },
  notices: [
    {
      key: 'spot',
      path: '/n/spot',
      trigger: 'mock',
      value: ({ time }) => formatTime(time + 120_000),
    },
    { key: 'rebalance', path: '/n/rebalance', trigger: 'rebalance', value: () => 'now' },
    {
      key: 'state',
      path: '/n/state',
      trigger: 'state',
      before: 'InService',
      value: () => 'Terminated',
    },
    {
      key: 'own',
      path: '/n/own',
      trigger: ({ startedAt }) => ({ triggerTime: formatTime(startedAt + 90_000) }),
      value: ({ firedAt }) => formatTime(firedAt),
    },
    { key: 'never', path: '/n/never', trigger: 'mock', value: () => undefined },
  ],
});

type Timings = Partial<Record<'mock' | 'rebalance' | 'state', Timing>>;

function mock({ mock: timing, rebalance, state }: Timings = {}, more: Partial<ImdsSpec> = {}) {
  const settings = {
    'rebalance-delay': rebalance?.delaySec,
    'rebalance-time': rebalance?.triggerTime,
    'state-delay': state?.delaySec,
    'state-time': state?.triggerTime,
  };
  return createTestImds({
    categories: [notices],
    settings: { notices: settings },
    eligibleClients: -1,
    ...(timing && { timing }),
    ...more,
  });
}

describe('a notice', () => {
  test('is there at once where no time is configured', () => {
    const imds = mock();
    expect(imds.request('/n/rebalance').body).toBe('now');
    expect(imds.request('/n/state').body).toBe('Terminated');
    expect(imds.events).toEqual([]);
  });

  test('appears at the very millisecond its delay ends, and says until then when that is', () => {
    const imds = mock({ mock: { delaySec: 15 } });
    imds.clock.advance(14.999);
    expect(imds.request('/n/spot').status).toBe(404);
    expect(imds.events).toEqual([
      {
        kind: 'notice-pending',
        path: '/n/spot',
        firesAt: START + 15_000,
        delaySec: 15,
        now: START + 14_999,
      },
    ]);
    imds.clock.advance(0.001);
    expect(imds.request('/n/spot').status).toBe(200);
    imds.clock.advance(-1);
    expect(imds.request('/n/spot').status).toBe(404);
  });

  test('has its own delay: that of the mock does not delay a rebalance recommendation', () => {
    const imds = mock({ mock: { delaySec: 10 } });
    expect(imds.request('/n/rebalance').status).toBe(200);
    expect(mock({ rebalance: { delaySec: 10 } }).request('/n/rebalance').status).toBe(404);
  });

  test('is listed while it is delayed, unless it never comes', () => {
    const imds = mock({ mock: { delaySec: 10 }, rebalance: { delaySec: 10 } });
    expect(imds.request('/n').body).toBe('own\nrebalance\nspot\nstate');
    expect(imds.request('/n/never').status).toBe(404);
  });

  test('answers what it was before, and says until then when it changes', () => {
    const imds = mock({ state: { delaySec: 60 } });
    imds.clock.advance(20);
    expect(imds.request('/n/state').body).toBe('InService');
    expect(imds.events).toEqual([
      {
        kind: 'notice-pending',
        path: '/n/state',
        firesAt: START + 60_000,
        delaySec: 60,
        now: START + 20_000,
        before: { kind: 'text', text: 'InService' },
      },
    ]);
    imds.clock.advance(40);
    expect(imds.request('/n/state').body).toBe('Terminated');
    expect(imds.events).toHaveLength(1);
  });

  test('fires when its category says', () => {
    const imds = mock();
    expect(imds.request('/n/own').status).toBe(404);
    imds.clock.advance(90);
    expect(imds.request('/n/own').body).toBe('2024-01-01T00:01:30Z');
  });

  test('is there at once if its time has passed before the start', () => {
    const imds = mock({ mock: { triggerTime: '2020-01-01T00:00:00Z', delaySec: 60 } });
    expect(imds.request('/n/spot').body).toBe('2024-01-01T00:02:00Z');
  });

  test('waits for a moment rather than a delay', () => {
    const imds = mock({ mock: { triggerTime: '2024-01-01T02:00:00+01:00', delaySec: 1 } });
    imds.clock.set('2024-01-01T00:59:59Z');
    expect(imds.request('/n/spot').status).toBe(404);
    expect(imds.events[0]).not.toHaveProperty('delaySec');
    imds.clock.advance(1);
    expect(imds.request('/n/spot').status).toBe(200);
  });

  test('that is delayed beyond all time is only pending', () => {
    const imds = mock({ mock: { delaySec: Number.MAX_SAFE_INTEGER } });
    expect(imds.request('/n/spot').status).toBe(404);
    expect(imds.imds.snapshot.problems).toEqual([]);
  });

  test.each<[NoticeTime, string, string]>([
    ['request', '2024-01-01T00:02:10Z', '2024-01-01T00:03:50Z'],
    ['fired', '2024-01-01T00:02:10Z', '2024-01-01T00:02:10Z'],
  ])('counts its times from when it %s', (noticeTime, first, later) => {
    const imds = mock({ mock: { delaySec: 10 } }, { noticeTime });
    imds.clock.advance(10);
    expect(imds.request('/n/spot').body).toBe(first);
    imds.clock.advance(100);
    expect(imds.request('/n/spot').body).toBe(later);
  });

  test('can be moved, changed and removed like any leaf', () => {
    const overrides = {
      metadata: {
        paths: { spot: '/n/moved' },
        values: { spot: 'soon', rebalance: null },
      },
    };
    const imds = mock({}, { overrides });
    expect(imds.request('/n/moved').body).toBe('soon');
    expect(imds.request('/n/spot').status).toBe(404);
    expect(imds.request('/n').body).toBe('moved\nown\nstate');
  });

  test('counts its delay from the start of the mock after a reload too', () => {
    const imds = mock({ mock: { delaySec: 60 } });
    imds.clock.advance(40);
    imds.imds.reload({ categories: [notices], timing: { delaySec: 41 } });
    expect(imds.request('/n/spot').status).toBe(404);
    imds.clock.advance(1);
    expect(imds.request('/n/spot').status).toBe(200);
  });

  test('whose time is not a time stops the start', () => {
    expect(() => mock({ mock: { triggerTime: 'soon' } })).toThrow(
      expect.objectContaining({
        code: 'AEMM_SETTING_INVALID',
        key: 'timing',
        message:
          '"soon" is not allowed for the trigger time of timing. Allowed: time in RFC3339 format, e.g. 2020-01-07T01:03:47Z.',
      }),
    );
  });
});

test.each<[Timing, number]>([
  [{}, 0],
  [{ delaySec: 5 }, 5000],
  [{ delaySec: -5 }, 0],
  [{ delaySec: 5, triggerTime: '' }, 5000],
  [{ delaySec: 5, triggerTime: '1970-01-01T00:01:00Z' }, 60_000],
  [{ triggerTime: '1960-01-01T00:00:00Z' }, 0],
])('%j means %d ms after a start at the epoch', (timing, moment) => {
  expect(resolveTiming(timing, 0)).toBe(moment);
});

describe('mock-ip-count', () => {
  const status = (imds: ReturnType<typeof mock>, client: string, path = '/n/spot'): number =>
    imds.request(path, { client }).status;

  test('is two by default', () => {
    const imds = createTestImds({ categories: [notices] });
    expect(['10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.1'].map((ip) => status(imds, ip))).toEqual([
      200, 200, 404, 200,
    ]);
    expect(imds.events).toEqual([
      { kind: 'client-refused', path: '/n/spot', client: '10.0.0.3', limit: 2 },
    ]);
    expect(imds.imds.clients.size).toBe(2);
  });

  test('counts a client once for all notices, also for one that is still to come', () => {
    const imds = mock({ mock: { delaySec: 60 } }, { eligibleClients: 1 });
    expect(status(imds, '10.0.0.1')).toBe(404);
    expect(status(imds, '10.0.0.2', '/n/rebalance')).toBe(404);
    expect(status(imds, '10.0.0.2', '/n/state')).toBe(404);
    expect(status(imds, '10.0.0.1', '/n/rebalance')).toBe(200);
  });

  test('does not count those who ask for something else', () => {
    const imds = mock({}, { eligibleClients: 1 });
    expect(status(imds, '10.0.0.1', '/n')).toBe(200);
    expect(imds.imds.clients.size).toBe(0);
  });

  test.each([
    [0, [404, 404]],
    [1, [200, 404]],
    [-1, [200, 200]],
  ])('of %d shows two clients %j', (eligibleClients, statuses) => {
    const imds = mock({}, { eligibleClients });
    expect([status(imds, '10.0.0.1'), status(imds, '10.0.0.2')]).toEqual(statuses);
  });

  test('distinguishes IPv6 clients, and recognizes IPv4 ones behind a mapped address', () => {
    const imds = mock({}, { eligibleClients: 3 });
    for (const client of ['fd00::1', 'FD00::1', 'fd00::2', '::ffff:10.0.0.1', '10.0.0.1']) {
      expect(status(imds, client)).toBe(200);
    }
    expect(imds.imds.clients.size).toBe(3);
    expect(status(imds, 'fe80::1%eth0')).toBe(404);
    imds.imds.clients.reset();
    expect(status(imds, 'fe80::1%eth0')).toBe(200);
    expect(status(imds, 'fe80::1')).toBe(200);
    expect(imds.imds.clients.size).toBe(1);
  });

  test('keeps who came first when a reload lowers it', () => {
    const imds = mock({}, { eligibleClients: 2 });
    status(imds, '10.0.0.1');
    status(imds, '10.0.0.2');
    imds.imds.reload({ categories: [notices], eligibleClients: 1 });
    expect([status(imds, '10.0.0.1'), status(imds, '10.0.0.2')]).toEqual([200, 404]);
    imds.imds.reload({ categories: [notices], eligibleClients: 0 });
    expect(status(imds, '10.0.0.1')).toBe(404);
  });
});

describe('the notices that are served', () => {
  const alarm = defineCategory({
    id: 'alarm',
    contract: 1,
    description: 'for a test',
    leaves: [{ key: 'horn', path: '/n/horn', value: 'loud' }],
    notices: [{ key: 'alarm', path: '/n/alarm', trigger: 'mock', value: () => 'fire' }],
  });
  const status = (spec: Partial<ImdsSpec>, path: string): number =>
    createTestImds({ categories: [notices, alarm], ...spec }).request(path).status;

  test.each<[Partial<ImdsSpec>, number]>([
    [{}, 200],
    [{ notices: ['alarm'] }, 200],
    [{ notices: ['notices'] }, 404],
    [{ notices: [] }, 404],
    [{ notices: [], overrides: { metadata: { values: { alarm: 'mine' } } } }, 404],
  ])('are those of the named categories, and every leaf beside them: %j', (spec, expected) => {
    expect(status(spec, '/n/alarm')).toBe(expected);
    expect(status(spec, '/n/horn')).toBe(200);
  });

  test('must be of a category that is there', () => {
    expect(() => createTestImds({ categories: [alarm], notices: ['alram'] })).toThrow(
      'category with the name "alram"',
    );
  });
});
