import type { Imds } from '@aemm/core';
import type { FastifyInstance } from 'fastify';
import { fastify } from 'fastify';
import type { Log } from '../log/log.ts';
import { createExchange } from './exchange.ts';
import { holdTickShape } from './hold-tick-shape.ts';
import type { Limits } from './limits.ts';
import { DEFAULT_LIMITS } from './limits.ts';

/**
 * What a server is built from.
 *
 * @public
 */
export interface ServerOptions {
  /** What answers the requests. */
  readonly imds: Pick<Imds, 'handle' | 'refuse' | 'fail'>;
  /** Where requests and failures are told; nowhere if absent. */
  readonly log?: Log;
  /** What clients may ask; {@link DEFAULT_LIMITS} where nothing is said. */
  readonly limits?: Partial<Limits>;
}

/**
 * Builds the server that carries the answers of a simulated IMDS onto the wire. It does not listen: see
 * {@link listen}, or `inject` of fastify for tests without a socket.
 *
 * Whatever a client sends reaches the same place: fastify neither routes nor parses, and core decides on path and
 * method.
 *
 * @example
 * ```ts
 * const imds = createImds({ spec: { categories: bundledCategories }, mac: nodeMac });
 * const server = buildServer({ imds });
 * const { port } = await listen(server, { host: '127.0.0.1', port: 0 });
 * ```
 * @public
 */
export function buildServer({ imds, log, limits }: ServerOptions): FastifyInstance {
  const bounds = { ...DEFAULT_LIMITS, ...limits };
  const exchange = createExchange(imds, log, bounds.bodyBytes);
  const server = fastify({
    http: {
      maxHeaderSize: bounds.headerBytes,
      headersTimeout: bounds.headersMs,
      connectionsCheckingInterval: Math.min(30_000, bounds.headersMs, bounds.requestMs),
      keepAlive: true,
      keepAliveInitialDelay: 15_000,
      // Left to us, so that the refusal has the form of the profile.
      requireHostHeader: false,
    },
    requestTimeout: bounds.requestMs,
    return503OnClosing: false,
    // No route has a schema: without these, fastify loads two compilers at start-up.
    schemaController: {
      compilersFactory: { buildValidator: unreachable, buildSerializer: unreachable },
    },
    clientErrorHandler: exchange.refuse,
    frameworkErrors: (_error, request, reply) => exchange.answer(request.raw, reply.raw),
  });
  // Loaded so, the module costs a start nothing. An older Node has fewer methods than fastify.
  const { METHODS } = process.getBuiltinModule('node:http');
  server.decorate('heldTick', holdTickShape());
  // Without a body in fastify's eyes: it would parse one, refuse its type or want it.
  for (const method of server.supportedMethods) {
    if (METHODS.includes(method))
      server.addHttpMethod(method, { hasBody: false, overrideExisting: true });
  }
  server.all('/*', (request, reply) => exchange.answer(request.raw, reply.raw));
  server.setNotFoundHandler((request, reply) => exchange.answer(request.raw, reply.raw));

  server.server.keepAliveTimeout = bounds.idleMs;
  server.server.maxConnections = bounds.connections;
  server.server.on('checkExpectation', exchange.refuseExpectation);
  server.server.on('connect', exchange.answerConnect);
  return server;
}

function unreachable(): never {
  throw new Error('No route of this server has a schema.');
}
