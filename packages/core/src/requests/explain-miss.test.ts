import { describe, expect, test } from 'vitest';
import type { JournalEntry, RequestQuery } from '../index.ts';
import { explainMiss } from '../index.ts';

const ACTION = '/latest/meta-data/spot/instance-action';
const KNOWN = ['/latest/meta-data/mac', '/latest/meta-data/spot/termination-time', ACTION];

function entry(more: Partial<JournalEntry>): JournalEntry {
  return {
    id: 1,
    time: '2024-01-01T00:00:00.000Z',
    client: '10.0.0.1',
    method: 'GET',
    path: ACTION,
    imds: 'v1',
    token: 'none',
    status: 200,
    ms: 0,
    ...more,
  };
}

const explain = (query: RequestQuery, ...entries: JournalEntry[]) =>
  explainMiss(query, entries, KNOWN);

describe('a miss', () => {
  test('without any request', () => {
    expect(explain({ path: ACTION })).toBe(
      `No request matches path ${ACTION}. There was no request.`,
    );
  });

  test('of a query that takes none', () => {
    expect(explain({ path: ACTION, limit: 0 }, entry({}))).toBe(
      `No request matches path ${ACTION}. A limit of 0 leaves none.`,
    );
  });

  test('of a path that the client mistyped', () => {
    const path = '/latest/meta-data/spot/instance-acton';
    expect(explain({ path: ACTION }, entry({ path, status: 404 }), entry({ path: '/x' }))).toBe(
      `No request matches path ${ACTION}. The nearest of 2 requests: GET ${path}, answered with 404: asked for \`${path}\`. \`${path}\` is not served; the nearest path is \`${ACTION}\`.`,
    );
  });

  test('of a path that the query mistyped', () => {
    const path = '/latest/meta-data/spot/instance-acton';
    expect(explain({ path }, entry({}))).toContain(
      `\`${path}\` is not served; the nearest path is \`${ACTION}\`.`,
    );
    const missed = explain({ path, imds: 'v2' }, entry({ path, status: 404 }));
    expect(missed.match(/is not served/g)).toHaveLength(1);
  });

  test.each<[RequestQuery, Partial<JournalEntry>, string]>([
    [{ imds: 'v2' }, {}, 'asked without a token.'],
    [{ imds: 'v1' }, { imds: 'v2', token: 'valid' }, 'asked by v2.'],
    [{ status: 200 }, { status: 401 }, 'asked without a token; tokens are required.'],
    [
      { status: 200 },
      { status: 401, token: 'expired' },
      'answered with 401 because the token is expired.',
    ],
    [
      { status: 200 },
      { status: 503, fault: 'outage' },
      'answered with 503 because of fault outage.',
    ],
    [{ status: 200 }, { status: 0 }, 'not answered.'],
    [{ token: 'valid' }, { token: 'unknown' }, 'asked with a token that is unknown.'],
    [{ method: 'PUT' }, {}, 'asked by GET.'],
    [{ client: '10.9.0.0/16' }, {}, 'asked from 10.0.0.1.'],
  ])('of %j', (query, facts, reason) => {
    expect(explain({ path: ACTION, ...query }, entry(facts))).toMatch(
      new RegExp(`: ${reason.replaceAll('.', '\\.')}$`),
    );
  });

  test('after a cursor looks at what came after it', () => {
    expect(explain({ path: ACTION, since: 1 }, entry({ id: 1 }))).toBe(
      `No request matches path ${ACTION}, after entry 1. There was no request.`,
    );
  });

  test('shows the request that fits best', () => {
    const near = entry({ imds: 'v1' });
    expect(
      explain({ path: ACTION, imds: 'v2' }, entry({ path: '/x', imds: 'v2' }), near),
    ).toContain(`GET ${ACTION}, answered with 200: asked without a token`);
  });
});
