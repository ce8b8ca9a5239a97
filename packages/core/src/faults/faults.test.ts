import { describe, expect, test } from 'vitest';
import type { AddedFault, Fault, Faults, ImdsRequest } from '../index.ts';
import {
  aemmProfile,
  bundledCategories,
  createEc2Profile,
  createFaults,
  createImds,
  FaultSchema,
  jsonSchemaOf,
} from '../index.ts';
import { createManualClock } from '../testing/manual-clock.ts';
import { createSeededRandom } from '../testing/seeded-random.ts';
import { weakMac } from '../testing/weak-mac.ts';

const MAC = '/latest/meta-data/mac';
const TOKEN = '/latest/api/token';

function mockWith(configured: readonly Fault[] = [], profile = aemmProfile, seed = 0) {
  const clock = createManualClock();
  const faults = createFaults({ clock, configured, seed });
  const imds = createImds({
    spec: { categories: bundledCategories, profile },
    clock,
    faults,
    mac: weakMac,
    random: createSeededRandom(),
  });
  const ask = (path = MAC, more: Partial<ImdsRequest> = {}) =>
    imds.handle({ method: 'GET', path, headers: {}, client: '127.0.0.1', ...more });
  const askToken = () =>
    ask(TOKEN, { method: 'PUT', headers: { 'x-aws-ec2-metadata-token-ttl-seconds': '60' } });
  const statuses = (times: number) => Array.from({ length: times }, () => ask().answer.status);
  return { clock, faults, imds, ask, askToken, statuses };
}

const headersOf = ({ headers }: { readonly headers: readonly string[] }) => headers.join('\n');

const NAME = 'a name of letters, digits, dots, dashes and underscores, and not of dots alone';

describe('a fault', () => {
  test('answers with a status and the page of the profile', () => {
    const { ask } = mockWith([{ status: 503 }]);
    const { answer, outcome, fault } = ask();
    expect(answer.status).toBe(503);
    expect(answer.body).toContain('<title>503 - Service Unavailable</title>');
    expect(outcome).toEqual({ kind: 'fault', status: 503 });
    expect(fault).toEqual({ name: 'configured-1' });

    const ec2 = mockWith([{ status: 503 }], createEc2Profile()).ask();
    expect(ec2.answer).toMatchObject({ status: 503, body: '' });
  });

  test.each([404, 418, 599])('has a page for %i', (status) => {
    for (const profile of [aemmProfile, createEc2Profile()]) {
      const { answer } = mockWith([{ status }], profile).ask();
      expect(answer.status).toBe(status);
      expect(answer.body).toContain(status === 404 || profile === aemmProfile ? `${status}` : '');
    }
  });

  test('replaces body and content type, and keeps the rest', () => {
    const { ask } = mockWith([{ body: 'ä', contentType: 'text/html' }]);
    const { answer } = ask();
    expect(answer).toEqual({
      status: 200,
      headers: ['Content-Type', 'text/html', 'Content-Length', '2'],
      body: 'ä',
    });
  });

  test('empties a body', () => {
    const { answer } = mockWith([{ body: '' }]).ask();
    expect(answer.body).toBe('');
    expect(headersOf(answer)).toContain('Content-Length\n0');
  });

  test('cuts a body and states its whole length', () => {
    const { answer, fault } = mockWith([{ truncate: 5 }]).ask();
    expect(new TextDecoder().decode(answer.body as Uint8Array)).toBe('0e:49');
    expect(headersOf(answer)).toContain('Content-Length\n17');
    expect(fault?.cut).toBe('truncate');
  });

  test('cuts nothing that is short enough, or has no body', () => {
    expect(mockWith([{ truncate: 17 }]).ask().fault).toEqual({ name: 'configured-1' });
    expect(mockWith([{ truncate: 1 }]).ask(MAC, { method: 'HEAD' }).fault?.cut).toBeUndefined();
  });

  test.each(['reset', 'hang', 'close'] as const)('answers nothing: %s', (cut) => {
    const { fault, outcome } = mockWith([{ name: 'cut', [cut]: true }]).ask();
    expect(fault).toEqual({ name: 'cut', cut });
    expect(outcome).toEqual({ kind: 'unanswered' });
  });

  test('refuses valid tokens, and issues them', () => {
    const { ask, askToken, faults } = mockWith([{ rejectTokens: true }]);
    const token = String(askToken().answer.body);
    const headers = { 'x-aws-ec2-metadata-token': token };
    expect(ask(MAC, { headers }).answer.status).toBe(401);
    expect(ask().answer.status).toBe(200);
    expect(faults.list()[0]?.struck).toBe(1);
  });

  test('drops what is over a rate, until the next second', () => {
    const { ask, clock } = mockWith([{ rate: 3 }]);
    const cuts = () => Array.from({ length: 5 }, () => ask().fault?.cut);
    const dropped = [undefined, undefined, undefined, 'hang', 'hang'];
    expect(cuts()).toEqual(dropped);
    clock.advance(1);
    expect(cuts()).toEqual(dropped);
  });

  test('strikes so many times', () => {
    const { askToken, faults } = mockWith([{ path: TOKEN, method: 'PUT', status: 503, times: 3 }]);
    const statuses = Array.from({ length: 5 }, () => askToken().answer.status);
    expect(statuses).toEqual([503, 503, 503, 200, 200]);
    expect(faults.list()[0]?.struck).toBe(3);
  });

  test('strikes a share, the same requests in every run of a seed', () => {
    const struckWith = (seed: number) => mockWith([{ status: 500, share: 0.3 }], aemmProfile, seed);
    const first = struckWith(1).statuses(1000);
    expect(struckWith(1).statuses(1000)).toEqual(first);
    expect(struckWith(2).statuses(1000)).not.toEqual(first);
    expect(first.filter((status) => status === 500).length).toBeGreaterThan(250);
    expect(first.filter((status) => status === 500).length).toBeLessThan(350);
    expect(mockWith([{ status: 500, share: 0 }]).statuses(9)).not.toContain(500);
    expect(mockWith([{ status: 500, share: 1 }]).statuses(9)).not.toContain(200);
  });

  test.each<Fault>([
    { status: 500, from: '60s', until: '90s' },
    { status: 500, from: 'PT1M', until: '1m30s' },
    { status: 500, from: '2024-01-01T00:01:00Z', until: '2024-01-01T00:01:30Z' },
  ])('holds within a time: %j', (fault) => {
    const { ask, clock } = mockWith([fault]);
    const statuses = [59, 1, 29, 1].map((seconds) => {
      clock.advance(seconds);
      return ask().answer.status;
    });
    expect(statuses).toEqual([200, 500, 500, 200]);
  });

  test.each(['90s', '2024-01-01T00:01:30Z'])('is not added once it is past: %s', (until) => {
    const { clock, faults } = mockWith();
    clock.advance(89);
    faults.add({ name: 'short', status: 500, until });
    clock.advance(1);
    expect(() => faults.add({ status: 500, until })).toThrow(
      `"${until}" is not allowed for until, since it is past. Allowed: a time after 2024-01-01T00:01:30.000Z, or a duration since the start of the mock, longer than 90s.`,
    );
    faults.configure([{ status: 500, until }]);
    expect(faults.size).toBe(2);
  });

  test('makes answers wait: a time, or one drawn from a spread', () => {
    expect(mockWith([{ latency: '200ms' }]).ask().fault).toEqual({
      name: 'configured-1',
      latencyMs: 200,
    });
    const { ask } = mockWith([{ latency: '200ms..2s' }]);
    const waits = Array.from({ length: 200 }, () => ask().fault?.latencyMs ?? 0);
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(200);
    expect(Math.max(...waits)).toBeLessThanOrEqual(2000);
    expect(new Set(waits).size).toBeGreaterThan(100);
  });

  test('issues no token where it answers something else', () => {
    const { askToken } = mockWith([{ path: TOKEN, status: 500 }]);
    expect(askToken().outcome.kind).toBe('fault');
  });
});

describe('several faults', () => {
  test('add their latencies, and the first other one decides', () => {
    const { ask, faults } = mockWith([
      { name: 'slow', latency: 100 },
      { name: 'first', status: 500, latency: 20, times: 1 },
      { name: 'second', reset: true },
      { name: 'slower', latency: 3 },
    ]);
    expect(ask().fault).toEqual({ name: 'first', latencyMs: 123 });
    expect(ask().fault).toEqual({ name: 'second', latencyMs: 103, cut: 'reset' });
    expect(faults.list().map(({ struck }) => struck)).toEqual([2, 1, 1, 2]);
  });
});

describe('the faults of a mock', () => {
  test('are listed with their id and what they struck', () => {
    const { faults, ask } = mockWith([{ name: 'outage', status: 503 }]);
    faults.add({ path: '/x', reset: true });
    ask();
    expect(faults.list()).toEqual([
      { id: 'outage', name: 'outage', status: 503, struck: 1 },
      { id: 'fault-1', path: '/x', reset: true, struck: 0 },
    ]);
    expect(faults.size).toBe(2);
  });

  test('are added, replaced by name, and removed', () => {
    const { faults, ask } = mockWith();
    expect(faults.add({ name: 'a', status: 500, times: 1 }).id).toBe('a');
    ask();
    expect(ask().answer.status).toBe(200);
    faults.add({ name: 'a', status: 500, times: 1 });
    expect(ask().answer.status).toBe(500);
    const replaced = faults.add({ name: 'a', status: 503 });
    faults.add({ name: 'a', status: 503 });
    replaced.remove();
    expect(ask().answer.status).toBe(503);
    expect(faults.remove('a')).toBe(true);
    expect(faults.remove('a')).toBe(false);
    expect(ask().answer.status).toBe(200);
  });

  test('are set as a whole, and those that stay go on counting', () => {
    const { faults, statuses } = mockWith();
    const once: Fault = { name: 'once', status: 500, times: 1 };
    faults.set([once]);
    expect(statuses(2)).toEqual([500, 200]);
    faults.set([once]);
    expect(statuses(1)).toEqual([200]);
    faults.set([{ ...once, times: 2 }]);
    expect(statuses(3)).toEqual([500, 500, 200]);
  });

  test('keep what was added when others are configured', () => {
    const { faults } = mockWith([{ name: 'a', status: 500 }, { status: 501 }]);
    const ids = () => faults.list().map(({ id }) => id);
    faults.add({ name: 'mine', status: 503 });
    faults.remove('a');
    faults.configure([{ name: 'a', status: 500 }, { status: 502 }, { name: 'c', status: 500 }]);
    expect(ids()).toEqual(['configured-2', 'c', 'mine']);
    faults.set([{ name: 'only', status: 500 }]);
    faults.configure([{ name: 'd', status: 500 }]);
    expect(ids()).toEqual(['only']);
    faults.clear();
    expect(ids()).toEqual([]);
    faults.reset();
    expect(ids()).toEqual(['d']);
  });

  test('are those that are configured later, whatever was added and removed by the same name before', () => {
    const { faults } = mockWith();
    faults.add({ name: 'outage', status: 500 });
    faults.remove('outage');
    faults.configure([{ name: 'outage', status: 503 }]);

    expect(faults.list()).toMatchObject([{ id: 'outage', status: 503 }]);
  });

  test('forget what they counted when they are reset', () => {
    const { faults, statuses } = mockWith([{ status: 500, times: 1 }]);
    expect(statuses(2)).toEqual([500, 200]);
    faults.reset();
    expect(statuses(2)).toEqual([500, 200]);
  });

  test('have ids that no name takes', () => {
    const { faults } = mockWith([
      { status: 500 },
      { name: 'configured-1', status: 500 },
      { status: 500 },
      { name: 'fault-1', status: 500 },
    ]);
    expect(faults.add({ status: 500 }).id).toBe('fault-2');
    expect(new Set(faults.list().map(({ id }) => id)).size).toBe(5);
  });

  test('have ids that are not given again until a reset', () => {
    const { faults } = mockWith();
    const addOne = () => faults.add({ status: 500 }).id;
    expect(addOne()).toBe('fault-1');
    faults.remove('fault-1');
    expect(addOne()).toBe('fault-2');
    faults.set([{ status: 500 }, { status: 501 }, { status: 502 }]);
    faults.remove('fault-3');
    expect(addOne()).toBe('fault-4');
    faults.clear();
    expect(addOne()).toBe('fault-5');
    faults.reset();
    expect(addOne()).toBe('fault-1');
  });

  test.each<[string, (faults: Faults, added: AddedFault) => void]>([
    ['it is removed', (_, added) => added.remove()],
    ['it is removed by its id', (faults, { id }) => faults.remove(id)],
    ['all are removed', (faults) => faults.clear()],
    ['others are set', (faults) => faults.set([{ status: 503 }])],
    ['all is reset', (faults) => faults.reset()],
  ])('are removed by what adding one returned, and no other after %s', (_, end) => {
    for (const fault of [{ status: 500 }, { name: 'mine', status: 500 }]) {
      const { faults, ask } = mockWith();
      const added = faults.add(fault);
      ask();
      end(faults, added);
      faults.add(fault);
      const others = faults.list();
      added.remove();
      expect(faults.list()).toEqual(others);
      expect(added.struck).toBe(1);
    }
  });

  test('that are configured later act, although one of their generated id was removed', () => {
    const { faults } = mockWith([{ status: 500 }, { status: 501 }]);
    const statuses = () => faults.list().map(({ status }) => status);
    faults.remove('configured-1');
    faults.configure([{ status: 500 }]);
    expect(statuses()).toEqual([]);
    faults.configure([{ status: 502 }, { status: 501 }]);
    expect(statuses()).toEqual([502, 501]);
  });

  test('stay as they are when one is refused', () => {
    const { faults } = mockWith([{ name: 'a', status: 500 }]);
    const wrong = [{ name: 'b', status: 200 }];
    expect(() => faults.set(wrong)).toThrow('status: a status from 400 to 599');
    expect(() => faults.configure(wrong)).toThrow('status');
    const twice: Fault = { name: 'b', hang: true };
    expect(() => faults.set([twice, twice])).toThrow('1.name: a name that no other fault has');
    expect(() => faults.add({ reset: true, close: true })).toThrow(
      'The input of a fault is not allowed: reset and close exclude each other.',
    );
    expect(faults.list().map(({ id }) => id)).toEqual(['a']);
  });

  test('call back when they change', () => {
    const { faults } = mockWith();
    let calls = 0;
    const end = faults.subscribe(() => calls++);
    faults.add({ status: 500 });
    faults.clear();
    end();
    faults.add({ status: 500 });
    expect(calls).toBe(2);
  });

  test('refuse connections within a time', () => {
    const { faults, clock, ask } = mockWith([
      { refuse: true, until: '3s' },
      { refuse: true, from: '60s' },
    ]);
    const start = clock.now();
    expect(faults.refusal(start)).toEqual({
      refused: true,
      by: 'configured-1',
      changesAt: start + 3000,
    });
    expect(faults.refusal(start + 3000)).toEqual({ refused: false, changesAt: start + 60_000 });
    expect(faults.refusal(start + 60_000)).toEqual({
      refused: true,
      by: 'configured-2',
      changesAt: Number.POSITIVE_INFINITY,
    });
    expect(ask().fault).toBeUndefined();
  });
});

describe('the schema of a fault', () => {
  test.each<[unknown, string]>([
    [
      {},
      'a fault needs latency, or one of status, body, truncate, contentType, reset, hang, close, rejectTokens, rate, refuse',
    ],
    [{ status: 200 }, 'a status from 400 to 599'],
    [{ reset: true, hang: true }, 'reset and hang exclude each other'],
    [{ close: true, body: '' }, 'close and body exclude each other'],
    [{ refuse: true, path: '/x' }, 'refuse goes with name, from and until only, not path'],
    [{ rate: 5, share: 0.5 }, 'share has no effect with rate'],
    [{ hang: true, latency: 5 }, 'latency has no effect with hang'],
    [{ hang: true, from: '10s', until: '5s' }, 'until has to be later than from'],
    [{ refuse: true, from: '10s', until: 'PT10S' }, 'until has to be later than from'],
    [
      { hang: true, from: '2026-01-01T00:00:00Z', until: '2026-01-01T01:00:00+02:00' },
      'until has to be later than from',
    ],
    [{ reset: false }, 'true'],
    [{ status: 500, times: 0 }, 'a whole number from 1'],
    [{ status: 500, share: 2 }, 'a number from 0 to 1'],
    [
      { status: 500, from: 'soon' },
      'a duration since the start such as 90s, or a time such as 2026-01-01T00:00:00Z',
    ],
    [
      { latency: '2s..1s' },
      'milliseconds, a duration such as 200ms, or a spread such as 200ms..2s',
    ],
    [{ latency: -1 }, 'milliseconds, a duration such as 200ms, or a spread such as 200ms..2s'],
    ...['a b', '.', '..'].map((name): [object, string] => [{ status: 500, name }, NAME]),
    [{ contentType: 'a\r\nb: c' }, 'a content type such as text/html'],
  ])('refuses %j', (fault, message) => {
    expect(FaultSchema.safeParse(fault).error?.issues[0]?.message).toBe(message);
  });

  test('refuses what it does not know', () => {
    const unknown = FaultSchema.safeParse({ status: 500, stauts: 500 });
    expect(unknown.error?.issues[0]?.message).toBe(
      'a fault has no "stauts"; it has name, path, method, client, imds, token, times, share, from, until, latency, status, body, truncate, contentType, reset, hang, close, rejectTokens, rate, refuse',
    );
    expect(FaultSchema.safeParse('slow').error?.issues[0]?.message).toBe('a fault as an object');
  });

  test.each(['path', 'method', 'client', 'from', 'body', 'contentType', 'name', 'latency'])(
    'says what %s may be, whatever the type',
    (name) => {
      const [issue] = FaultSchema.safeParse({ reset: true, [name]: [] }).error?.issues ?? [];
      expect(issue).toMatchObject({ path: [name], message: expect.not.stringMatching(/Invalid/) });
    },
  );

  test('describes every field as JSON Schema, for other interfaces', () => {
    const { properties = {} } = jsonSchemaOf(FaultSchema);
    const descriptions = Object.values(properties as Record<string, { description?: string }>);
    expect(descriptions).toHaveLength(21);
    expect(descriptions.filter(({ description }) => description === undefined)).toEqual([]);
  });

  test.each<Fault>([
    { name: 'outage', path: '/latest/api/token', method: 'PUT', status: 503, times: 3 },
    { path: '/latest/meta-data/*', latency: '200ms..2s', share: 0.3 },
    { path: '/latest/meta-data/iam/*', reset: true, from: '60s', until: '90s' },
    { body: '' },
    { truncate: 40 },
    { contentType: 'text/html' },
    { rate: 1024 },
    { refuse: true, until: '3s' },
    { latency: 20, status: 500, body: 'x', contentType: 'a/b', truncate: 0 },
  ])('takes %j', (fault) => {
    expect(FaultSchema.parse(fault)).toEqual(fault);
  });
});
