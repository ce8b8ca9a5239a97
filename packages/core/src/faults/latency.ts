import { parseDuration } from '../text/duration.ts';
import { LONGEST_WAIT_MS } from '../text/timeout.ts';

/** A time that an answer waits, in milliseconds: between the two. */
export interface Latency {
  readonly least: number;
  readonly most: number;
}

/** Reads a latency: milliseconds, `200ms`, or a spread as `200ms..2s`; `undefined` if it is none. */
export function parseLatency(value: string | number): Latency | undefined {
  const [from, to = from, ...rest] = typeof value === 'number' ? [value] : value.split('..');
  const least = readMs(from);
  const most = readMs(to);
  if (least === undefined || most === undefined || rest.length > 0) return undefined;
  return least <= most && most <= LONGEST_WAIT_MS ? { least, most } : undefined;
}

function readMs(value: string | number | undefined): number | undefined {
  if (typeof value === 'string') return parseDuration(value);
  return value !== undefined && value >= 0 ? value : undefined;
}
