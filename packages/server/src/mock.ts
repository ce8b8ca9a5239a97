import type { Imds, ImdsOptions, Mac } from '@aemm/core';
import { createImds } from '@aemm/core';
import type { FastifyInstance } from 'fastify';
import type { Listening, ListenOptions } from './listen/listen.ts';
import { listen } from './listen/listen.ts';
import type { StopOptions } from './listen/stop.ts';
import { stop } from './listen/stop.ts';
import { nodeMac } from './mac.ts';
import { createSteadyClock } from './steady-clock.ts';
import type { ServerOptions } from './wire/build-server.ts';
import { buildServer, partsOf } from './wire/build-server.ts';
import type { ServerStats } from './wire/stats.ts';

/**
 * What a mock is made from: a simulated IMDS and its server.
 *
 * @public
 */
export interface MockOptions extends Omit<ImdsOptions, 'mac'>, Omit<ServerOptions, 'imds'> {
  /** Signs session tokens; {@link nodeMac} if absent. */
  readonly mac?: Mac;
}

/**
 * A simulated IMDS with its server.
 *
 * @public
 */
export interface Mock {
  /** The service. */
  readonly imds: Imds;
  /** The server, for `inject` of fastify. */
  readonly server: FastifyInstance;
  /** What happened to its connections. */
  readonly stats: ServerStats;
  /**
   * Opens the port.
   *
   * @throws ListenError as {@link listen} does
   */
  listen(at: ListenOptions): Promise<Listening>;
  /** Stops listening as {@link stop} does, and writes what is still to be logged. */
  close(options?: StopOptions): Promise<void>;
}

/**
 * Creates a mock. It does not listen yet.
 *
 * The clock is one that never goes back if none is given: see {@link createSteadyClock}. What happens beside the answers
 * goes to the log if nothing observes it.
 *
 * @example
 * ```ts
 * const mock = createMock({ spec: { categories: bundledCategories } });
 * const { url } = await mock.listen({ host: '127.0.0.1', port: 0 });
 * const answer = await fetch(`${url}/latest/meta-data/instance-id`);
 * await mock.close();
 * ```
 * @throws AemmError as `createImds` does
 * @public
 */
export function createMock(options: MockOptions): Mock {
  const { log } = options;
  const imds = createImds({
    mac: nodeMac,
    clock: createSteadyClock(),
    observe: (event) => log?.event(event),
    ...options,
  });
  const server = buildServer({ ...options, imds });
  return {
    imds,
    server,
    stats: partsOf(server).stats,
    listen: (at) => listen(server, at),
    async close(patience) {
      await stop(server, patience);
      await log?.flush();
    },
  };
}
