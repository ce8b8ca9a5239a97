import { AemmError } from '../errors.ts';
import type { Change } from './change.ts';

const MOST = 10_000;

/** Adds a change to a bounded list. A value of a path replaces the one before. Throws `AEMM_CHANGES_MANY`. */
export function appendChange(changes: readonly Change[], change: Change): readonly Change[] {
  const kept = change.kind === 'path' ? withoutPath(changes, change.path) : changes;
  if (kept.length >= MOST) {
    const message = `${MOST} changes were made since the last reset, which is the most: reset first.`;
    throw new AemmError('AEMM_CHANGES_MANY', message);
  }
  return [...kept, change];
}

function withoutPath(changes: readonly Change[], path: string): readonly Change[] {
  return changes.filter((earlier) => earlier.kind !== 'path' || earlier.path !== path);
}
