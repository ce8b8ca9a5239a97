import type { Exchange } from '../contract/exchange.ts';
import { Kept, sizeOf } from './entry.ts';
import type { JournalPool } from './pool.ts';
import type { Texts } from './texts.ts';
import { createTexts } from './texts.ts';

/**
 * The latest entries of a journal, so many, and of so many bytes, about. A class, since a fleet has one for each
 * instance.
 */
export class Ring {
  /** The id of the latest entry; 0: there was none. */
  last = 0;
  readonly #most: number;
  readonly #mostBytes: number;
  readonly #pool: JournalPool | undefined;
  readonly #texts: Texts;
  readonly #places: (Kept | undefined)[] = [];
  #bytes = 0;
  #oldest = 1;
  // The id at the first place.
  #first = 1;

  /** @param pool - a bound that it shares with others */
  constructor(most: number, mostBytes: number, pool: JournalPool | undefined) {
    this.#most = most;
    this.#mostBytes = mostBytes;
    this.#pool = pool;
    this.#texts = pool?.texts ?? createTexts();
  }

  /**
   * Adds an entry, and drops the oldest ones beyond the bounds. It is filled again once it is dropped.
   *
   * @param at - when the request came, in milliseconds since the Unix epoch
   */
  add(exchange: Exchange, ms: number, at: number): Kept {
    const isFull = this.#size > 0 && this.#size >= this.#most;
    const entry = (isFull ? this.dropOldest() : undefined) ?? new Kept();
    entry.fill(++this.last, exchange, ms, at, this.#texts);
    this.#places[this.#placeOf(this.last)] = entry;
    this.#bytes += sizeOf(entry);
    while (this.#size > this.#most || this.#bytes > this.#mostBytes) this.dropOldest();
    if (this.#size > 0) this.#pool?.add(entry, this);
    return entry;
  }

  /** The id of the latest entry that was dropped for a bound since the last `clear`; 0: none was. */
  get lastDropped(): number {
    return this.#oldest > this.#first ? this.#oldest - 1 : 0;
  }

  /** Counts an entry that is dropped at once. */
  skip(): void {
    this.last++;
    this.#oldest++;
  }

  /** The entries, the oldest first. */
  list(): Kept[] {
    const ids = Array.from({ length: this.#size }, (_, index) => this.#oldest + index);
    return ids.flatMap((id) => this.#places[this.#placeOf(id)] ?? []);
  }

  /** Drops all entries. Ids go on. */
  clear(): void {
    while (this.#size > 0) this.dropOldest();
    this.#places.length = 0;
    this.#first = this.last + 1;
  }

  /** Drops the oldest entry, also to make room for those of others. */
  dropOldest(): Kept | undefined {
    const place = this.#placeOf(this.#oldest++);
    const entry = this.#places[place];
    this.#places[place] = undefined;
    if (entry === undefined) return undefined;
    this.#bytes -= sizeOf(entry);
    this.#pool?.delete(entry);
    return entry;
  }

  get #size(): number {
    return this.last + 1 - this.#oldest;
  }

  #placeOf(id: number): number {
    return (id - this.#first) % Math.max(1, this.#most);
  }
}
