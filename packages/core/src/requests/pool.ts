import type { Counter } from './counts.ts';
import { createCounter } from './counts.ts';
import type { Kept } from './entry.ts';
import { sizeOf } from './entry.ts';
import type { Texts } from './texts.ts';
import { createTexts } from './texts.ts';

/** Whose an entry is. */
interface Owner {
  /** Drops its oldest entry. */
  dropOldest(): void;
}

/** A bound that several journals share: the oldest entry of all of them goes first. */
export interface JournalPool {
  /** The texts that their entries share. */
  readonly texts: Texts;
  /** What counts the requests of all of them. */
  readonly counter: Counter;
  /** Counts an entry in, and makes room for it by dropping others. */
  add(entry: Kept, owner: Owner): void;
  /** Counts an entry out that was dropped. */
  delete(entry: Kept): void;
}

/** Creates a pool of so many entries, and of so many bytes, about. */
export function createJournalPool(most: number, mostBytes: number): JournalPool {
  // The oldest first.
  const owners = new Map<Kept, Owner>();
  let bytes = 0;
  return {
    texts: createTexts(),
    counter: createCounter(),
    add(entry, owner) {
      owners.set(entry, owner);
      bytes += sizeOf(entry);
      for (const oldest of owners.values()) {
        if (owners.size <= most && bytes <= mostBytes) return;
        oldest.dropOldest();
      }
    },
    delete(entry) {
      if (owners.delete(entry)) bytes -= sizeOf(entry);
    },
  };
}
