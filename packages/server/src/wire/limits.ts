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
  /** Milliseconds that the headers of a request may take, at least 1; beyond it 408. 60,000 if absent. */
  readonly headersMs: number;
  /** Milliseconds that a whole request may take, at least 1; beyond it 408. 120,000 if absent. */
  readonly requestMs: number;
  /** Milliseconds that a connection may be idle between requests; 0, the default and AEMM's way: for ever. */
  readonly idleMs: number;
  /** Connections at a time; more are closed unanswered. 4,096 if absent. */
  readonly connections: number;
}

/**
 * The limits that hold where nothing else is said.
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
