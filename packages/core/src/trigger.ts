import { AemmError } from './errors.ts';
import { parseTime } from './time.ts';

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
 * The moment a timing means, never before the start.
 *
 * @param startedAt - milliseconds since the Unix epoch
 * @throws AemmError `AEMM_SETTING_INVALID` if the trigger time is no time
 * @public
 */
export function resolveTiming(timing: Timing, startedAt: number): number {
  if (!timing.triggerTime) return Math.max(startedAt, startedAt + (timing.delaySec ?? 0) * 1000);
  const moment = parseTime(timing.triggerTime);
  if (moment === undefined) {
    throw new AemmError('AEMM_SETTING_INVALID', `"${timing.triggerTime}" is no time in RFC 3339.`);
  }
  return Math.max(startedAt, moment);
}
