import type { Clock, Random } from './ambient.ts';

/**
 * A clock that stands still until it is moved.
 *
 * @public
 */
export interface ManualClock extends Clock {
  /** Moves the time by seconds, back if negative. */
  advance(seconds: number): void;
  /** Sets the time: milliseconds since the Unix epoch, or a text that `Date` reads. */
  set(time: number | string): void;
}

/**
 * Creates a clock that stands still until it is moved.
 *
 * @param start - where it stands: milliseconds since the Unix epoch, or a text that `Date` reads
 * @public
 */
export function createManualClock(start: number | string = '2024-01-01T00:00:00Z'): ManualClock {
  let now = new Date(start).getTime();
  return {
    now: () => now,
    advance(seconds) {
      now += seconds * 1000;
    },
    set(time) {
      now = new Date(time).getTime();
    },
  };
}

/**
 * Creates randomness that repeats itself for the same seed. For tests only.
 *
 * @public
 */
export function createSeededRandom(seed = 1): Random {
  let state = seed >>> 0;
  // A linear congruential generator with the constants of Numerical Recipes.
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 24;
  };
  return (bytes) => {
    for (let index = 0; index < bytes.length; index++) bytes[index] = next();
    return bytes;
  };
}
