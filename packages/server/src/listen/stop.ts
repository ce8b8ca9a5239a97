import { readTimeout } from '@aemm/core';
import type { FastifyInstance } from 'fastify';
import { partsOf } from '../wire/build-server.ts';

/**
 * How patiently a server is stopped.
 *
 * @public
 */
export interface StopOptions {
  /**
   * Milliseconds that an open connection has for a request that is on its way; its answer is the last on it. Connections
   * on which none came end then. 100 if absent.
   */
  readonly quietMs?: number;
  /** Milliseconds that requests have to be answered; then every connection ends. 5,000 if absent. */
  readonly graceMs?: number;
}

/**
 * Stops listening, answers what was asked, and ends the connections.
 *
 * @param server - a server that `buildServer` built
 * @throws RangeError for a time that is negative or not a number, and then stops nothing
 * @public
 */
export async function stop(
  server: FastifyInstance,
  { quietMs = 100, graceMs = 5000 }: StopOptions = {},
): Promise<void> {
  const quiet = readTimeout(quietMs, 'quietMs');
  const grace = readTimeout(graceMs, 'graceMs');
  const { connections } = partsOf(server);
  // Node would end the connections of clients whose next request is on its way.
  server.server.closeIdleConnections = () => {};
  connections.drain();
  const timers = [
    setTimeout(connections.closeUnasked, quiet),
    setTimeout(connections.closeAll, grace),
  ];
  try {
    await server.close();
  } finally {
    for (const timer of timers) clearTimeout(timer);
  }
}
