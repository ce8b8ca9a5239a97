/** EC2 takes a new look at an instance about once an hour; captures are 1 to 55 minutes old. */
const PERIOD_MS = 55 * 60_000;
const FIRST_AGE_MS = 60_000;

/** One look of the service at its instance, from which credentials and dates follow until the next one. */
export interface Refresh {
  /** How many came before, since the first. */
  readonly index: number;
  /** When it was, in milliseconds since the Unix epoch. */
  readonly at: number;
}

/** The last refresh before a time, the first one shortly before the start. */
export function lastRefresh(startedAt: number, now: number): Refresh {
  return refreshSince(startedAt - FIRST_AGE_MS, now);
}

/** The last refresh before a time, counted from the first one. */
export function refreshSince(first: number, now: number): Refresh {
  const index = Math.max(0, Math.floor((now - first) / PERIOD_MS));
  return { index, at: first + index * PERIOD_MS };
}
