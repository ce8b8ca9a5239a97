import { parseDuration } from '../text/duration.ts';
import { formatTime, LATEST, parseTime } from '../text/time.ts';

const EARLIEST = 0;
const RANGE = `${formatTime(EARLIEST)} to ${formatTime(LATEST)}`;

/** A time as a clock has it, in milliseconds since the Unix epoch. Throws a RangeError. */
export function readClockTime(given: number | string): number {
  const time = typeof given === 'string' ? parseTime(given) : given;
  if (typeof time !== 'number' || Number.isNaN(time)) {
    throw new RangeError(
      `"${given}" is not a time. Allowed: milliseconds since the Unix epoch, or RFC 3339.`,
    );
  }
  return checkRange(Math.floor(time), given);
}

/** The time that is later by seconds, or by a duration. Throws a RangeError. */
export function readLaterTime(now: number, by: number | string): number {
  const ms = typeof by === 'number' ? by * 1000 : parseDuration(by);
  if (ms !== undefined && ms >= 0) return checkRange(now + Math.round(ms), by);
  throw new RangeError(
    `"${by}" is not a duration. Allowed: seconds, or text such as 2m, 1m30s, 200ms and PT2M; set() goes back.`,
  );
}

/** How many times as fast something runs. Throws a RangeError. */
export function checkSpeed(speed: number): number {
  if (speed > 0 && speed <= 1e6) return speed;
  throw new RangeError(`"${speed}" is not a speed. Allowed: a number above 0, up to 1000000.`);
}

function checkRange(time: number, given: number | string): number {
  if (time >= EARLIEST && time <= LATEST) return time;
  throw new RangeError(`"${given}" takes the clock out of its range. Allowed: ${RANGE}.`);
}
