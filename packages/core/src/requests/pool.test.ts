import { expect, test } from 'vitest';
import { createTestImds } from '../testing.ts';
import { createPooledJournal } from './journal.ts';
import { createJournalPool } from './pool.ts';

const { imds } = createTestImds({ categories: [] });
const exchange = imds.handle({ method: 'GET', path: '/latest/', headers: {}, client: '10.0.0.1' });

test('the oldest entry of all journals goes first, and each keeps its own order', () => {
  const pool = createJournalPool(3, Number.POSITIVE_INFINITY);
  const [one, other] = [createPooledJournal({}, pool), createPooledJournal({}, pool)];
  for (const journal of [one, one, other, one, other]) journal.add(exchange, 0);
  expect(one.find().map(({ id }) => id)).toEqual([3]);
  expect(other.find().map(({ id }) => id)).toEqual([1, 2]);
  expect([one.lastDropped, other.lastDropped]).toEqual([2, 0]);
});

test('the bytes of all are bounded, and room that is cleared is used again', () => {
  const pool = createJournalPool(100, 2 * 250);
  const [one, other] = [createPooledJournal({}, pool), createPooledJournal({}, pool)];
  for (const journal of [one, other, other]) journal.add(exchange, 0);
  expect([one.find().length, other.find().length]).toEqual([0, 2]);
  other.clear();
  for (const journal of [one, one]) journal.add(exchange, 0);
  expect(one.find()).toHaveLength(2);
});

test('the requests of all are counted together, and each counts its own', () => {
  const pool = createJournalPool(1, Number.POSITIVE_INFINITY);
  const [one, other] = [createPooledJournal({}, pool), createPooledJournal({}, pool)];
  for (const journal of [one, other, other]) journal.add(exchange, 0);
  const counts = [pool.counter.read(), one.counts, other.counts];
  expect(counts.map(({ requests }) => requests[0]?.count)).toEqual([3, 1, 2]);
});

test('a journal that drops an entry for its own bound leaves room in the pool', () => {
  const pool = createJournalPool(2, Number.POSITIVE_INFINITY);
  const [small, other] = [createPooledJournal({ entries: 1 }, pool), createPooledJournal({}, pool)];
  other.add(exchange, 0);
  small.add(exchange, 0);
  small.add(exchange, 0);
  expect([small.find().length, other.find().length]).toEqual([1, 1]);
});
