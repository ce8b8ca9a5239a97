import type { Exchange } from '../contract/exchange.ts';
import { Kept, sizeOf } from './entry.ts';
import type { JournalPool } from './pool.ts';
import { createTexts } from './texts.ts';

/** The latest entries of a journal. */
export interface Ring {
  /** The id of the latest entry; 0: there was none. */
  readonly last: number;
  /** Adds an entry, and drops the oldest ones beyond the bounds. It is filled again once it is dropped. */
  add(exchange: Exchange, ms: number, now: number): Kept;
  /** The entries, the oldest first. */
  list(): Kept[];
  /** Drops all entries. Ids go on. */
  clear(): void;
}

/**
 * Creates a ring of so many entries, and of so many bytes, about.
 *
 * @param pool - a bound that it shares with others
 */
export function createRing(most: number, mostBytes: number, pool: JournalPool | undefined): Ring {
  const places: (Kept | undefined)[] = [];
  const texts = pool?.texts ?? createTexts();
  let bytes = 0;
  let last = 0;
  let oldest = 1;
  // The id at the first place.
  let first = 1;

  const size = (): number => last + 1 - oldest;
  const placeOf = (id: number): number => (id - first) % Math.max(1, most);

  const dropOldest = (): Kept | undefined => {
    const place = placeOf(oldest++);
    const entry = places[place];
    places[place] = undefined;
    if (entry === undefined) return undefined;
    bytes -= sizeOf(entry);
    pool?.delete(entry);
    return entry;
  };

  return {
    get last() {
      return last;
    },
    add(exchange, ms, now) {
      const spare = size() > 0 && size() >= most ? dropOldest() : undefined;
      const entry = spare ?? new Kept();
      entry.fill(++last, exchange, ms, now, texts);
      places[placeOf(last)] = entry;
      bytes += sizeOf(entry);
      while (size() > most || bytes > mostBytes) dropOldest();
      if (size() > 0) pool?.add(entry, dropOldest);
      return entry;
    },
    list: () =>
      Array.from({ length: size() }, (_, index) => places[placeOf(oldest + index)] ?? []).flat(),
    clear() {
      while (size() > 0) dropOldest();
      places.length = 0;
      first = last + 1;
    },
  };
}
