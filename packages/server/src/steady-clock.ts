import type { Clock } from '@aemm/core';

/**
 * What a steady clock reads.
 *
 * @public
 */
export interface SteadyClockOptions {
  /** The time of day in milliseconds since the Unix epoch, which people and services may set; `Date.now` if absent. */
  readonly wall?: () => number;
  /** Milliseconds since any moment, which never go back; `performance.now` if absent. */
  readonly elapsed?: () => number;
  /**
   * Called when the time of day was set back by a second or more, with the milliseconds by which this clock is ahead of it
   * from then on.
   */
  readonly onSetBack?: (aheadMs: number) => void;
}

/** A time of day that differs by less is not worth a message: it is corrected in small steps all the time. */
const NOTABLE_MS = 1000;

/**
 * Creates a clock that never goes back and never stands still: when the time of day is set back it goes on as before, and
 * is ahead from then on. When the time of day is set forward, as after the machine slept, it follows. Readings within one
 * millisecond of the time of day are the same.
 *
 * @public
 */
export function createSteadyClock(options: SteadyClockOptions = {}): Clock {
  const { wall = Date.now, elapsed = () => performance.now(), onSetBack } = options;
  let ahead = 0;
  let lastDay = wall();
  let time = lastDay;
  let at = elapsed();
  return {
    now() {
      // In this order: a pause between the two readings makes the time of day too early, which does no harm.
      const day = wall();
      // Each request reads the time more than once.
      if (day === lastDay) return Math.floor(time);
      const since = elapsed();
      time = Math.max(day, time + since - at);
      [lastDay, at] = [day, since];
      if (time - day - ahead >= NOTABLE_MS) onSetBack?.(Math.round(time - day));
      ahead = time - day;
      return Math.floor(time);
    },
  };
}
