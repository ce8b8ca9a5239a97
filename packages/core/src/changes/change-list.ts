import { AemmError } from '../errors.ts';
import type { Change } from './change.ts';

const MOST = 10_000;
const MOST_MEBIBYTES = 8;

/** What was changed since the last reset. */
export interface ChangeList {
  /** In the order in which it was changed. */
  readonly all: readonly Change[];
  /** About how many bytes that takes. */
  readonly bytes: number;
}

export const NO_CHANGES: ChangeList = { all: [], bytes: 0 };

/** Adds a change to a bounded list. A value of a path replaces the one before. Throws `AEMM_CHANGES_MANY`. */
export function appendChange(list: ChangeList, change: Change): ChangeList {
  const kept = change.kind === 'path' ? withoutPath(list, change.path) : list;
  const all = [...kept.all, change];
  const bytes = kept.bytes + sizeOf(change);
  if (all.length > MOST) throw tooMany(`${MOST} changes were made`);
  if (bytes > MOST_MEBIBYTES * 2 ** 20) throw tooMany(`${MOST_MEBIBYTES} MiB were changed`);
  return { all, bytes };
}

function withoutPath({ all, bytes }: ChangeList, path: string): ChangeList {
  const index = all.findIndex((earlier) => earlier.kind === 'path' && earlier.path === path);
  const replaced = all[index];
  if (replaced === undefined) return { all, bytes };
  return { all: all.toSpliced(index, 1), bytes: bytes - sizeOf(replaced) };
}

function tooMany(what: string): AemmError {
  const message = `${what} since the last reset, which is the most: reset first.`;
  return new AemmError('AEMM_CHANGES_MANY', message);
}

/** The size of a change as JSON. Only code can give an input that is none. */
function sizeOf(change: Change): number {
  try {
    return JSON.stringify(change).length;
  } catch {
    return 0;
  }
}
