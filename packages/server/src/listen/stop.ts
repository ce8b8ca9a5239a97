import type { FastifyInstance } from 'fastify';

/**
 * Stops listening. Idle connections end at once, those within a request when it is answered, and all of them after
 * `graceMs`.
 *
 * @param graceMs - milliseconds; 500 if absent
 * @public
 */
export async function stop(server: FastifyInstance, graceMs = 500): Promise<void> {
  const timer = setTimeout(() => server.server.closeAllConnections(), graceMs);
  try {
    await server.close();
  } finally {
    clearTimeout(timer);
  }
}
