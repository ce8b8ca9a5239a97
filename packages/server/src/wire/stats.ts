/**
 * What happened to the connections of a server since it was built, live.
 *
 * @public
 */
export interface ServerStats {
  /** Connections that are open now. */
  readonly connections: number;
  /** Connections that were accepted. */
  readonly accepted: number;
  /** Idle connections that were closed to make room for new ones. */
  readonly closedIdle: number;
  /** New connections that were closed unanswered, because every other one was within a request. */
  readonly refused: number;
  /** Requests that were refused because of their `Host`. */
  readonly refusedHosts: number;
}

/** The same as the server itself sees it. */
export type Counters = { -readonly [Name in keyof ServerStats]: number };

export function createCounters(): Counters {
  return { connections: 0, accepted: 0, closedIdle: 0, refused: 0, refusedHosts: 0 };
}
