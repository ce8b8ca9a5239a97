import type { Clock } from '../ambient.ts';

/**
 * A clock that stands still until it is moved.
 *
 * @public
 */
export interface ManualClock extends Clock {
  /** Moves the time by seconds, back if negative. */
  advance(seconds: number): void;
  /**
   * Sets the time: milliseconds since the Unix epoch, or a text that `Date` reads.
   *
   * @throws RangeError if it is not a time
   */
  set(time: number | string): void;
}

/**
 * Creates a clock that stands still until it is moved.
 *
 * @param start - where it stands: milliseconds since the Unix epoch, or a text that `Date` reads
 * @throws RangeError if the start is not a time
 * @public
 */
export function createManualClock(start: number | string = '2024-01-01T00:00:00Z'): ManualClock {
  let now = read(start);
  return {
    now: () => now,
    advance(seconds) {
      now = read(now + seconds * 1000);
    },
    set(time) {
      now = read(time);
    },
  };
}

function read(time: number | string): number {
  const moment = new Date(time).getTime();
  if (Number.isNaN(moment)) throw new RangeError(`"${time}" is not a time.`);
  return moment;
}
