import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Call, Exchange, Outcome, RequestQuery } from '../index.ts';
import { createJournal } from '../index.ts';
import { createManualClock } from '../testing/manual-clock.ts';

interface Facts extends Partial<Omit<Call, 'request'>> {
  readonly target?: string;
  readonly method?: string;
  readonly client?: string;
  readonly headers?: Call['request']['headers'];
}

const NOW = Date.parse('2024-01-01T00:00:00Z');

function exchangeOf(facts: Facts = {}, status = 200, more: Partial<Exchange> = {}): Exchange {
  const { target = '/a', method = 'GET', client = '10.0.0.1', headers = {}, ...call } = facts;
  const request = { method, path: target, headers, client };
  const outcome: Outcome = status === 401 ? { kind: 'unauthorized' } : { kind: 'absent' };
  return {
    call: { request, path: target, now: NOW, imds: 'v1', token: 'none', ...call },
    outcome,
    answer: { status, headers: [], body: 'secret' },
    ...more,
  };
}

describe('a journal', () => {
  test('keeps what a request was, as plain JSON', () => {
    const journal = createJournal();
    journal.add(
      exchangeOf({
        client: '::ffff:10.0.0.1',
        headers: { 'user-agent': 'aws-sdk' },
        imds: 'v2',
        token: 'valid',
      }),
      3,
    );
    const entry = {
      id: 1,
      time: '2024-01-01T00:00:00.000Z',
      client: '10.0.0.1',
      method: 'GET',
      path: '/a',
      imds: 'v2',
      token: 'valid',
      status: 200,
      userAgent: 'aws-sdk',
      ms: 3,
    };
    expect(journal.find()).toEqual([entry]);
    expect(JSON.parse(JSON.stringify(journal.find()))).toEqual([entry]);
  });

  test('keeps bytes that were not a request', () => {
    const journal = createJournal({ clock: createManualClock(NOW) });
    const answer = { status: 400, headers: [], body: '' };
    journal.add({ outcome: { kind: 'malformed', status: 400 }, answer }, 0);
    expect(journal.find()).toEqual([
      {
        id: 1,
        time: '2024-01-01T00:00:00.000Z',
        client: '',
        method: '-',
        path: '-',
        status: 400,
        ms: 0,
      },
    ]);
  });

  test('names the fault, and has no status for what was not answered', () => {
    const journal = createJournal();
    journal.add(exchangeOf({}, 503, { fault: { name: 'outage' } }), 0);
    journal.add(exchangeOf({}, 200, { fault: { name: 'cut', cut: 'reset' } }), 0);
    journal.add(exchangeOf({}, 200, { fault: { name: 'part', cut: 'truncate' } }), 0);
    journal.add(exchangeOf({}, 0, { outcome: { kind: 'unanswered' } }), 0);
    expect(journal.find().map(({ status, fault }) => [status, fault])).toEqual([
      [503, 'outage'],
      [0, 'cut'],
      [200, 'part'],
      [0, undefined],
    ]);
  });

  test('never holds a token, a body or a query', () => {
    const token = `AQAEA${'x'.repeat(49)}==`;
    const journal = createJournal();
    const headers = { 'x-aws-ec2-metadata-token': token, 'user-agent': `curl ${token}` };
    journal.add(exchangeOf({ headers, target: `/a?token=${token}`, path: undefined }), 0);
    journal.add(exchangeOf({ headers, target: `/${token}` }), 0);
    journal.add(exchangeOf({ headers, target: `/../${token}#x`, path: undefined }), 0);

    const text = JSON.stringify(journal.find());
    expect(text).not.toMatch(/AQAEA|secret|=/);
    expect(journal.find().map(({ path }) => path)).toEqual(['/a', '/[token]', '/../[token]']);
  });

  test('finds by every field, after a cursor, and the latest or first ones', () => {
    const journal = createJournal();
    for (const target of ['/a', '/b', '/c', '/a']) journal.add(exchangeOf({ target }), 0);
    journal.add(exchangeOf({ imds: 'v2', method: 'PUT' }, 401), 0);
    const ids = (query: Parameters<typeof journal.find>[0]) =>
      journal.find(query).map(({ id }) => id);
    expect(ids({ path: '/a' })).toEqual([1, 4, 5]);
    expect(ids({ method: 'put' })).toEqual([5]);
    expect(ids({ status: 401 })).toEqual([5]);
    expect(ids({ since: 3 })).toEqual([4, 5]);
    expect(ids({ limit: 2 })).toEqual([4, 5]);
    expect(ids({ since: 1, limit: 2 })).toEqual([2, 3]);
    expect(ids({ limit: 0 })).toEqual([]);
  });

  test.each<[string, object]>([
    ['version', { version: 'v2' }],
    ['Status', { Status: 404 }],
    ['path', { path: 'latest' }],
    ['client', { client: 'localhost' }],
  ])('refuses a query with a mistake in %s', async (name, query) => {
    const journal = createJournal();
    journal.add(exchangeOf(), 0);
    const refused = { code: 'AEMM_INPUT_INVALID', message: expect.stringContaining(name) };
    expect(() => journal.find(query)).toThrow(expect.objectContaining(refused));
    await expect(journal.waitFor(query)).rejects.toMatchObject(refused);
  });

  test.each([null, 1, '/a'])('refuses what is not a query: %j', async (given) => {
    const journal = createJournal();
    const query = given as unknown as RequestQuery;
    const refused = { code: 'AEMM_INPUT_INVALID', message: expect.stringContaining('a query') };
    expect(() => journal.find(query)).toThrow(expect.objectContaining(refused));
    await expect(journal.waitFor(query)).rejects.toMatchObject(refused);
    const nothing = undefined as unknown as RequestQuery;
    await expect(journal.waitFor(nothing)).rejects.toMatchObject(refused);
  });

  test('goes on counting ids and requests when it is cleared', () => {
    const journal = createJournal({ entries: 1 });
    journal.add(exchangeOf(), 0);
    journal.add(exchangeOf({}, 401), 0);
    journal.add(exchangeOf({ imds: 'v2', token: 'expired' }, 401), 0);
    journal.clear();
    journal.add(exchangeOf({}, 404), 0);
    expect(journal.find().map(({ id }) => id)).toEqual([4]);
    expect(journal.counts).toEqual({
      requests: [
        { status: 200, imds: 'v1', count: 1 },
        { status: 401, imds: 'v1', count: 1 },
        { status: 401, imds: 'v2', count: 1 },
        { status: 404, imds: 'v1', count: 1 },
      ],
      noToken: 1,
      noTokenRejected: 1,
    });
  });

  test('of no entries counts, and calls those who subscribed', () => {
    const journal = createJournal({ entries: 0 });
    journal.add(exchangeOf(), 0);
    const heard: string[] = [];
    journal.subscribe(({ path }) => heard.push(path));
    journal.add(exchangeOf({ target: '/a' }), 0);
    expect([journal.find(), journal.counts.noToken, heard]).toEqual([[], 2, ['/a']]);
  });

  test('stays within its bounds and keeps the latest', () => {
    const clear = null;
    const target = fc.option(fc.string({ maxLength: 300 }), { nil: clear, freq: 10 });
    const done = fc.array(target, { maxLength: 40 });
    fc.assert(
      fc.property(done, fc.nat(10), fc.nat(5000), (steps, entries, bytes) => {
        const journal = createJournal({ entries, bytes });
        for (const step of steps) {
          if (step === clear) journal.clear();
          else journal.add(exchangeOf({ target: step }), 0);
        }
        const given = steps.slice(steps.lastIndexOf(clear) + 1);
        const found = journal.find();
        const size = found.reduce((sum, { path }) => sum + 200 + path.length, 0);
        expect(found.length).toBeLessThanOrEqual(entries);
        expect(size).toBeLessThanOrEqual(bytes);
        expect(found.map(({ path }) => path)).toEqual(given.slice(given.length - found.length));
        const isWhole = found.length === given.length;
        expect(journal.lastDropped).toBe(isWhole ? 0 : journal.last - found.length);
      }),
    );
  });

  test('waits for an entry that is there, or that comes', async () => {
    const journal = createJournal();
    journal.add(exchangeOf({ target: '/a' }), 0);
    expect((await journal.waitFor({ path: '/a' })).id).toBe(1);

    const waited = journal.waitFor({ path: '/a', since: 1 });
    journal.add(exchangeOf({ target: '/b' }), 0);
    journal.add(exchangeOf({ target: '/a' }), 0);
    journal.add(exchangeOf({ target: '/a' }), 0);
    expect((await waited).id).toBe(3);
  });

  test('stops waiting when it is aborted', async () => {
    const journal = createJournal();
    const controller = new AbortController();
    const waited = journal.waitFor({ path: '/a' }, controller);
    controller.abort(new Error('too late'));
    await expect(waited).rejects.toThrow('too late');
    await expect(journal.waitFor({}, controller)).rejects.toThrow('too late');
  });

  test('calls back until that is ended', () => {
    const journal = createJournal();
    const seen: unknown[] = [];
    const end = journal.subscribe(
      ({ id }) => seen.push(id),
      () => seen.push('cleared'),
    );
    journal.add(exchangeOf(), 0);
    journal.clear();
    end();
    journal.add(exchangeOf(), 0);
    journal.clear();
    expect(seen).toEqual([1, 'cleared']);
  });
});
