import { AemmError } from '../errors.ts';
import { LATEST, parseTime } from '../text/time.ts';

/**
 * When something happens: a delay from the mock's start, or a moment, which beats the delay.
 *
 * @public
 */
export interface Timing {
  /** Seconds from the start; 0 if absent. */
  readonly delaySec?: number;
  /** RFC 3339; absent or empty: the delay counts. */
  readonly triggerTime?: string;
}

/**
 * The moment a timing means, never before the start and never after the year 9998.
 *
 * @param startedAt - milliseconds since the Unix epoch
 * @param key - what the user calls the timing, for the error
 * @throws AemmError `AEMM_SETTING_INVALID` if the trigger time is not a time
 * @public
 */
export function resolveTiming(timing: Timing, startedAt: number, key?: string): number {
  const moment = momentOf(timing, startedAt);
  if (moment === undefined) {
    const subject = key === undefined ? 'a trigger time' : `the trigger time of ${key}`;
    throw new AemmError(
      'AEMM_SETTING_INVALID',
      `"${timing.triggerTime}" is not allowed for ${subject}. Allowed: time in RFC3339 format, e.g. 2020-01-07T01:03:47Z.`,
      key === undefined ? {} : { key },
    );
  }
  return Math.max(startedAt, Math.min(moment, LATEST));
}

/** When a notice fires, and the seconds of delay that this follows from, if it does. */
export interface Firing {
  readonly firesAt: number;
  readonly delaySec?: number;
}

/** As {@link resolveTiming}, with the delay. */
export function resolveFiring(timing: Timing, startedAt: number, key?: string): Firing {
  const firesAt = resolveTiming(timing, startedAt, key);
  return timing.triggerTime ? { firesAt } : { firesAt, delaySec: timing.delaySec ?? 0 };
}

function momentOf({ delaySec = 0, triggerTime }: Timing, startedAt: number): number | undefined {
  return triggerTime ? parseTime(triggerTime) : startedAt + Math.round(delaySec * 1000);
}
