/**
 * What a client may ask of the server.
 *
 * @public
 */
export interface Limits {
  /** Bytes of request line and headers together; beyond it 431. 16 KiB if absent. */
  readonly headerBytes: number;
  /** Bytes of a request body, which is never read; beyond it 413 or the end of the connection. 64 KiB if absent. */
  readonly bodyBytes: number;
  /**
   * Milliseconds that the headers of a request may take, at least 1; then 408, within a tenth of the time more and a
   * second at most. 60,000 if absent.
   */
  readonly headersMs: number;
  /** The same for a whole request. 120,000 if absent. */
  readonly requestMs: number;
  /** Milliseconds that a connection may be idle between requests; 0, the default and AEMM's way: for ever. */
  readonly idleMs: number;
  /**
   * Connections at a time. A new one closes the one that was idle for longest, and is closed unanswered if every other one
   * is within a request. 4,096 if absent; fewer where the system lets a process open fewer files.
   */
  readonly connections: number;
}

/**
 * The default limits.
 *
 * Clients that poll keep their connection open, and a server that closes it first races with their next request:
 * hence no idle time. Those that vanished are found by TCP keep-alive.
 *
 * @public
 */
export const DEFAULT_LIMITS: Limits = {
  headerBytes: 16 * 1024,
  bodyBytes: 64 * 1024,
  headersMs: 60_000,
  requestMs: 120_000,
  idleMs: 0,
  connections: 4096,
};

/** Milliseconds from one check of the times that requests take to the next: a limit acts that much too late at most. */
export function checkIntervalOf({ headersMs, requestMs }: Limits): number {
  return Math.min(1000, Math.ceil(Math.min(headersMs, requestMs) / 10));
}
