import type { Kept } from './entry.ts';
import { sizeOf } from './entry.ts';
import type { Texts } from './texts.ts';
import { createTexts } from './texts.ts';

/** A bound that several journals share: the oldest entry of all of them goes first. */
export interface JournalPool {
  /** The texts that their entries share. */
  readonly texts: Texts;
  /** Counts an entry in, and makes room for it by dropping others. */
  add(entry: Kept, drop: () => void): void;
  /** Counts an entry out that was dropped. */
  delete(entry: Kept): void;
}

/** Creates a pool of so many entries, and of so many bytes, about. */
export function createJournalPool(most: number, mostBytes: number): JournalPool {
  // The oldest first.
  const drops = new Map<Kept, () => void>();
  let bytes = 0;
  return {
    texts: createTexts(),
    add(entry, drop) {
      drops.set(entry, drop);
      bytes += sizeOf(entry);
      for (const dropOldest of drops.values()) {
        if (drops.size <= most && bytes <= mostBytes) return;
        dropOldest();
      }
    },
    delete(entry) {
      if (drops.delete(entry)) bytes -= sizeOf(entry);
    },
  };
}
