import type { RequestListener, Server } from 'node:http';
import type { Clock, Faults, Journal } from '@aemm/core';
import { systemClock } from '@aemm/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { fastify } from 'fastify';
import type { Log } from '../log/log.ts';
import { limitConnections } from './connection-limit.ts';
import type { Connections } from './connections.ts';
import { createConnections } from './connections.ts';
import type { Handlers } from './handlers.ts';
import { createHandlers } from './handlers.ts';
import type { HostCheck, HostCheckMode } from './host-check.ts';
import { createHostCheck } from './host-check.ts';
import { keepNextTickClass } from './keep-next-tick-class.ts';
import { createLatencies } from './latencies.ts';
import type { Limits } from './limits.ts';
import { checkIntervalOf, DEFAULT_LIMITS } from './limits.ts';
import { createRecorder } from './record.ts';
import type { Responder } from './responder.ts';
import { createSilence } from './silence.ts';
import type { ServerStats } from './stats.ts';
import { createCounters } from './stats.ts';

/**
 * What a server is built from.
 *
 * @public
 */
export interface ServerOptions {
  /** What answers the requests. */
  readonly imds: Responder;
  /** Where requests and failures are logged; nowhere if absent. */
  readonly log?: Log;
  /** Where every request is entered once it was answered; nowhere if absent. */
  readonly journal?: Journal;
  /** The faults of `imds`, for the refusal of connections; none if absent. */
  readonly faults?: Faults;
  /** The clock of `imds`, which latencies and refusals wait for; the machine's if absent. */
  readonly clock?: Clock;
  /** What clients may ask; {@link DEFAULT_LIMITS} for those that are absent. */
  readonly limits?: Partial<Limits>;
  /** When requests with a public name for a `Host` are refused; `auto` if absent. */
  readonly checkHost?: HostCheckMode;
  /** Names that are accepted for a `Host` in any case, beside the one that the server listens on. */
  readonly allowedHosts?: readonly string[];
}

/** The parts of a server that are reached once it is built. */
export interface ServerParts {
  readonly connections: Connections;
  readonly hosts: HostCheck;
  readonly stats: ServerStats;
  readonly faults: Faults | undefined;
  readonly clock: Clock;
  readonly log: Log | undefined;
  /** What to do before the server closes. */
  readonly atClose: (() => void)[];
}

/** The parts of a server that {@link buildServer} built. */
export function partsOf(server: FastifyInstance): ServerParts {
  return server.getDecorator<ServerParts>('parts');
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
export function buildServer(options: ServerOptions): FastifyInstance {
  const { imds, log, faults, clock = systemClock, checkHost = 'auto', allowedHosts = [] } = options;
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const counters = createCounters();
  const advice = 'To answer any host, use --check-host off.';
  const hosts = createHostCheck({ mode: checkHost, allowedHosts, counters, log, advice });
  const connections = createConnections(counters);
  const silence = createSilence();
  const { bodyBytes } = limits;
  const recorder = createRecorder(log, options.journal, clock);
  const latencies = createLatencies(clock);
  const shared = { imds, log, recorder, latencies, connections, hosts, silence, bodyBytes };
  const handlers = createHandlers(shared);
  const server = createFastify(limits, handlers);
  limitConnections(server.server, connections, limits.connections, counters, log);
  const atClose = [silence.end, latencies.end];
  const parts: ServerParts = { connections, hosts, stats: counters, faults, clock, log, atClose };
  server.decorate('parts', parts);
  server.decorate('nextTickClass', keepNextTickClass());
  server.server.keepAliveTimeout = limits.idleMs;
  server.addHook('preClose', async () => {
    for (const end of atClose) end();
  });
  refuseUnknownMethods(server.server, handlers);
  server.server.on('checkExpectation', handlers.refuseExpectation);
  server.server.on('checkContinue', (request, response) => {
    if (!handlers.meetsExpectation()) return handlers.refuseExpectation(request, response);
    response.writeContinue();
    server.server.emit('request', request, response);
  });
  server.server.on('connect', handlers.answerConnect);
  return server;
}

function createFastify(limits: Limits, handlers: Handlers): FastifyInstance {
  const answer = (request: FastifyRequest, reply: FastifyReply): void =>
    handlers.answer(request.raw, reply.raw);
  const http = {
    maxHeaderSize: limits.headerBytes,
    // Node swaps the two if this one is the greater.
    headersTimeout: Math.min(limits.headersMs, limits.requestMs),
    connectionsCheckingInterval: checkIntervalOf(limits),
    keepAlive: true,
    keepAliveInitialDelay: 15_000,
    // Left to us, so that the refusal has the form of the profile.
    requireHostHeader: false,
    // Since Node 24.12, and unknown to the types of Node 22, so not written into the call below: a request without a body
    // does not have to end as a stream does.
    optimizeEmptyRequests: true,
  };
  const server = fastify({
    http,
    requestTimeout: limits.requestMs,
    return503OnClosing: false,
    // Nothing here reads it.
    genReqId: () => '',
    // No route has a schema: without these, fastify loads two compilers at start-up.
    schemaController: {
      compilersFactory: { buildValidator: unreachable, buildSerializer: unreachable },
    },
    clientErrorHandler: handlers.refuse,
    frameworkErrors: (_error, request, reply) => answer(request, reply),
  });
  // Loaded so, the module costs a start nothing. An older Node has fewer methods than fastify.
  const { METHODS } = process.getBuiltinModule('node:http');
  // Without a body in fastify's eyes: it would parse one, refuse its type or want it.
  for (const method of server.supportedMethods) {
    if (METHODS.includes(method))
      server.addHttpMethod(method, { hasBody: false, overrideExisting: true });
  }
  server.all('/*', answer);
  server.setNotFoundHandler(answer);
  return server;
}

/** Node's parser reads methods of other protocols too, such as `PRI`, which fastify would answer in its own form. */
function refuseUnknownMethods(server: Server, { refuseMethod }: Handlers): void {
  const { METHODS } = process.getBuiltinModule('node:http');
  const known = new Set(METHODS);
  const [route] = server.listeners('request') as RequestListener[];
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    if (known.has(request.method ?? '')) route?.(request, response);
    else refuseMethod(request);
  });
}

function unreachable(): never {
  throw new Error('No route of this server has a schema.');
}
