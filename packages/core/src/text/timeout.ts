/** The longest that timers of JavaScript engines wait, in milliseconds; for more they fire at once. */
export const LONGEST_WAIT_MS = 2 ** 31 - 1;

/**
 * Reads a number of milliseconds to wait as timers take it: whole, and cut to what they can wait, 24 days.
 *
 * @param ms - from 0; `Infinity` for as long as possible
 * @param name - what the caller calls it, for the error
 * @throws RangeError for anything else
 * @public
 */
export function readTimeout(ms: number, name: string): number {
  if (ms >= 0) return Math.ceil(Math.min(ms, LONGEST_WAIT_MS));
  throw new RangeError(
    `${ms} is not allowed for ${name}. Allowed: milliseconds from 0, or Infinity.`,
  );
}
