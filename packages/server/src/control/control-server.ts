import type { Control, Fleet } from '@aemm/core';
import { operations } from '@aemm/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { errorCodes, fastify } from 'fastify';
import type { Log } from '../log/log.ts';
import { createHostCheck } from '../wire/host-check.ts';
import type { ServerStats } from '../wire/stats.ts';
import { createCounters } from '../wire/stats.ts';
import { fleetTargets, INSTANCE_PREFIX, instanceOf } from './fleet-targets.ts';
import { createGuard } from './guard.ts';
import { addMetrics } from './metrics.ts';
import { openApiDocument } from './openapi.ts';
import { addOperation, targetOf } from './operation-route.ts';
import { addPage } from './page.ts';
import type { Problem } from './problem.ts';
import { problemOf, sendProblem } from './problem.ts';
import { refuseBytes, refuseExpectations } from './refuse-bytes.ts';
import { addStreams } from './stream.ts';

/** What a control plane is built from. */
export interface ControlServerOptions {
  /** What it drives. */
  readonly control: Control;
  /** Its instances beside the plain one. */
  readonly fleet: Fleet | undefined;
  /** What happened to the connections of the mock, for its metrics. */
  readonly stats: ServerStats;
  /** Whether the mock listens, for `/readyz`. */
  readonly isReady: () => boolean;
  /** What clients have to send as `Authorization: Bearer`; absent: nothing. */
  readonly token: string | undefined;
  /** Names that are accepted for a `Host` where no token is needed. */
  readonly allowedHosts: readonly string[];
  /** Where refused hosts and failures are logged; nowhere if absent. */
  readonly log: Log | undefined;
}

/** User data of 16 KiB, written as base64 within JSON, and room for a scenario. */
const BODY_BYTES = 1024 * 1024;

/** Builds the control plane of a mock: everything that can be done to it, over HTTP. It does not listen. */
export async function buildControlServer(options: ControlServerOptions): Promise<FastifyInstance> {
  const { control, fleet, stats, isReady, token, allowedHosts, log } = options;
  const hosts = createHostCheck({
    // A web page does not know the token, by whatever name it comes.
    mode: token === undefined ? 'on' : 'off',
    allowedHosts,
    counters: createCounters(),
    log,
    advice: 'To drive the mock by any name, set a token (--control-token).',
  });
  const guard = createGuard(hosts, token);
  const server = createFastify();
  const routes = collectRoutes(server);
  server.addHook('onRequest', async (request, reply) => {
    const problem = guard(request);
    if (problem !== undefined) return sendProblem(reply, problem);
    return undefined;
  });
  server.setErrorHandler((error, request, reply) => {
    const problem = problemOf(error);
    if (problem.status === 500) log?.failure(request.method, request.url, error);
    return sendProblem(reply, problem);
  });
  server.setNotFoundHandler((request, reply) => sendProblem(reply, notFound(request, routes)));
  for (const target of [targetOf(control), ...fleetTargets(fleet)]) {
    for (const operation of operations) {
      if (target.prefix === '/v1' || operation.id !== 'list-instances') {
        addOperation(server, operation, target);
      }
    }
  }
  await addStreams(server, {
    '/v1/stream': () => control,
    [`${INSTANCE_PREFIX}/stream`]: (request) => instanceOf(fleet, request),
  });
  addMetrics(server, stats, fleet === undefined ? [control.journal] : [control.journal, fleet]);
  addProbes(server, isReady);
  addPage(server);
  server.get('/openapi.json', (_request, reply) =>
    sendJson(reply, 200, openApiDocument(control.categories)),
  );
  return server;
}

function createFastify(): FastifyInstance {
  const server = fastify({
    bodyLimit: BODY_BYTES,
    forceCloseConnections: true,
    requestTimeout: 30_000,
    http: {
      maxHeaderSize: 16 * 1024,
      headersTimeout: 10_000,
      // Left to the guard, so that the refusal is a problem.
      requireHostHeader: false,
    },
    clientErrorHandler: refuseBytes,
    frameworkErrors: (error, _request, reply) => sendProblem(reply, problemOf(error)),
    routerOptions: { ignoreTrailingSlash: true },
    // No route has a schema: without these, fastify loads two compilers at start-up.
    schemaController: {
      compilersFactory: { buildValidator: unreachable, buildSerializer: unreachable },
    },
  });
  refuseExpectations(server.server);
  addParsers(server);
  return server;
}

/** Bodies are JSON. Clients that name a type in every request do so where they send nothing, too. */
function addParsers(server: FastifyInstance): void {
  const parse = server.getDefaultJsonParser('error', 'error');
  server.removeAllContentTypeParsers();
  server.addContentTypeParser(
    ['application/json', 'application/merge-patch+json'],
    { parseAs: 'string' },
    (request, text, done) =>
      text === '' ? done(null, undefined) : parse(request, String(text), done),
  );
  server.addContentTypeParser('*', { parseAs: 'string' }, (_request, text, done) =>
    text === '' ? done(null, undefined) : done(new errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE()),
  );
}

function addProbes(server: FastifyInstance, isReady: () => boolean): void {
  server.get('/healthz', (_request, reply) => sendJson(reply, 200, { status: 'ok' }));
  server.get('/readyz', (_request, reply) =>
    isReady()
      ? sendJson(reply, 200, { status: 'ready' })
      : sendJson(reply, 503, { status: 'not listening' }),
  );
}

function sendJson(reply: FastifyReply, status: number, body: unknown): FastifyReply {
  return reply.code(status).type('application/json').send(JSON.stringify(body));
}

function notFound({ method, url }: FastifyRequest, routes: readonly ServedRoute[]): Problem {
  const [path = ''] = url.split('?');
  const allowed = routes.filter(({ pattern }) => pattern.test(path)).map((route) => route.method);
  if (allowed.length > 0) {
    const names = [...new Set(allowed)].join(', ');
    const detail = `${method} is not allowed for ${path}. Allowed: ${names}.`;
    return { status: 405, detail, headers: { allow: names } };
  }
  return { status: 404, detail: `There is nothing at ${path}; /openapi.json lists what there is.` };
}

/** A route, as it is found by its path alone. */
interface ServedRoute {
  readonly method: string;
  readonly pattern: RegExp;
}

/** Collects the routes that are added to a server from now on. */
function collectRoutes(server: FastifyInstance): readonly ServedRoute[] {
  const routes: ServedRoute[] = [];
  server.addHook('onRoute', ({ method, url }) => {
    const pattern = new RegExp(`^${url.replace(/:\w+/g, '[^/]+').replace('*', '.+')}/?$`);
    for (const each of [method].flat()) if (each !== 'HEAD') routes.push({ method: each, pattern });
  });
  return routes;
}

function unreachable(): never {
  throw new Error('No route of this server has a schema.');
}
