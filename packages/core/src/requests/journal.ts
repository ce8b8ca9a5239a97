import * as z from 'zod/mini';
import type { Clock } from '../ambient.ts';
import { systemClock } from '../ambient.ts';
import type { Exchange } from '../contract/exchange.ts';
import { parseInput } from '../contract/parse-input.ts';
import type { Listeners } from '../listeners.ts';
import { createListeners } from '../listeners.ts';
import type { JournalCounts } from './counts.ts';
import { createCounter } from './counts.ts';
import type { JournalEntry, Kept } from './entry.ts';
import { entryOf, statusOf } from './entry.ts';
import type { RequestMatcher } from './matcher.ts';
import { createFactsMatcher, matcherFields } from './matcher.ts';
import type { JournalPool } from './pool.ts';
import { Ring } from './ring.ts';

/**
 * Which entries of a journal are meant: those that fit every field that is given.
 *
 * @public
 */
export interface RequestQuery extends RequestMatcher {
  /** The status of the answer; 0: none was sent. */
  readonly status?: number | undefined;
  /** The id of an entry: only those after it. */
  readonly since?: number | undefined;
  /** At most this many: the first ones after `since`, or without it the latest. */
  readonly limit?: number | undefined;
}

/**
 * The schema of a {@link RequestQuery}.
 *
 * @public
 */
export const RequestQuerySchema: z.ZodMiniObject & z.ZodMiniType<RequestQuery> = z.strictObject({
  ...matcherFields,
  status: z.optional(
    z.int().check(z.minimum(0), z.maximum(599), z.describe('the status of the answer; 0: none')),
  ),
  since: z.optional(
    z.int().check(z.minimum(0), z.describe('the id of an entry: only those after it')),
  ),
  limit: z.optional(
    z
      .int()
      .check(
        z.minimum(0),
        z.describe('at most this many: the first ones after since, or without it the latest'),
      ),
  ),
});

/**
 * What a journal is made from.
 *
 * @public
 */
export interface JournalOptions {
  /** How many entries it keeps; the oldest go first. 10,000 if absent; 0: it only counts. */
  readonly entries?: number;
  /** How many bytes its entries take at most, about. 8 MiB if absent. */
  readonly bytes?: number;
  /** The time of what was not a request; the machine's if absent. */
  readonly clock?: Clock;
}

/**
 * The requests that a mock answered, the latest of them, bounded in number and bytes.
 *
 * @public
 */
export interface Journal {
  /** The id of the latest entry; 0: there was none. */
  readonly last: number;
  /** The id of the latest entry that it dropped for its bounds since it was cleared; 0: it has dropped none. */
  readonly lastDropped: number;
  /** How many requests there were since the start. */
  readonly counts: JournalCounts;
  /**
   * Adds an exchange that is over.
   *
   * @param ms - milliseconds from the request to the end of the answer
   */
  add(exchange: Exchange, ms: number): void;
  /**
   * The entries that fit, in the order in which they ended.
   *
   * @throws AemmError `AEMM_INPUT_INVALID`, also for a field that queries do not have
   */
  find(query?: RequestQuery): JournalEntry[];
  /** Drops all entries. Ids and counts go on. */
  clear(): void;
  /**
   * Waits for the first entry that fits: one that is there already, after `since`, or one to come.
   *
   * @param options - `signal` ends the wait
   * @throws what the signal was aborted with
   * @throws AemmError `AEMM_INPUT_INVALID`
   */
  waitFor(query: RequestQuery, options?: { readonly signal?: AbortSignal }): Promise<JournalEntry>;
  /**
   * Calls back with every entry from now on.
   *
   * @param onClear - called when all entries are dropped by {@link Journal.clear}
   * @returns what ends it
   */
  subscribe(listener: (entry: JournalEntry) => void, onClear?: () => void): () => void;
}

/**
 * Creates a journal.
 *
 * @example
 * ```ts
 * const journal = createJournal({ entries: 1000 });
 * journal.add(imds.handle(request), 0);
 * journal.find({ imds: 'v1' });
 * ```
 * @public
 */
export function createJournal(options: JournalOptions = {}): Journal {
  return createPooledJournal(options, undefined);
}

/** Creates a journal whose entries are bounded and counted together with those of others. */
export function createPooledJournal(
  options: JournalOptions,
  pool: JournalPool | undefined,
): Journal {
  const {
    entries: most = 10_000,
    bytes: mostBytes = 8 * 1024 * 1024,
    clock = systemClock,
  } = options;
  const ring = new Ring(most, mostBytes, pool);
  // Made once somebody listens: a fleet has many journals. Without an entry, it was cleared.
  let listeners: Listeners<[JournalEntry | undefined]> | undefined;
  const counter = createCounter();

  const find: Journal['find'] = (query = {}) => {
    const matches = createQueryMatcher(query);
    const { since, limit } = query;
    const found = ring.list().filter(matches);
    if (limit === undefined) return found.map(entryOf);
    const start = since === undefined ? Math.max(0, found.length - limit) : 0;
    return found.slice(start, start + limit).map(entryOf);
  };

  const subscribe: Journal['subscribe'] = (onEntry, onClear) => {
    listeners ??= createListeners();
    return listeners.add((entry) => (entry === undefined ? onClear?.() : onEntry(entry)));
  };

  return {
    get last() {
      return ring.last;
    },
    get lastDropped() {
      return ring.lastDropped;
    },
    get counts() {
      return counter.read();
    },
    add(exchange, ms) {
      const status = statusOf(exchange);
      counter.add(exchange, status);
      pool?.counter.add(exchange, status);
      if (most === 0 && !listeners?.size) return ring.skip();
      const entry = ring.add(exchange, ms, exchange.call?.now ?? clock.now());
      if (!listeners?.size) return;
      listeners.call(entryOf(entry));
    },
    find,
    clear() {
      ring.clear();
      listeners?.call(undefined);
    },
    waitFor(query, { signal } = {}) {
      return new Promise((resolve, reject) => {
        signal?.throwIfAborted();
        const matches = createQueryMatcher(query);
        const [past] = find({ ...query, since: query.since ?? 0, limit: 1 });
        if (past !== undefined) return resolve(past);
        const abort = (): void => {
          unsubscribe();
          reject(signal?.reason);
        };
        const unsubscribe = subscribe((entry) => {
          if (!matches(entry)) return;
          unsubscribe();
          signal?.removeEventListener('abort', abort);
          resolve(entry);
        });
        signal?.addEventListener('abort', abort, { once: true });
      });
    },
    subscribe,
  };
}

function createQueryMatcher(query: RequestQuery): (entry: Kept | JournalEntry) => boolean {
  // A field with a mistake in its name would fit every entry.
  const { status, since = 0, ...matcher } = parseInput(RequestQuerySchema, query, 'a query');
  const matches = createFactsMatcher(matcher);
  return (entry) =>
    entry.id > since && (status === undefined || entry.status === status) && matches(entry);
}
