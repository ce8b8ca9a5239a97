import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Cut, ImdsRequest, Policy } from '@aemm/core';
import type { Log } from '../log/log.ts';
import type { Connections } from './connections.ts';
import { cutConnection, cutInjected } from './cut.ts';
import type { HostCheck } from './host-check.ts';
import type { Latencies } from './latencies.ts';
import type { Recorder } from './record.ts';
import { refusalOf, statusOf } from './refusal.ts';
import type { Reply, Responder } from './responder.ts';
import { send, sendAndHangUp, sendLast, sendPart } from './send.ts';
import type { Silence } from './silence.ts';

/** The handlers of what arrives on a connection. */
export interface Handlers {
  /** Answers a request. */
  answer(request: IncomingMessage, response: ServerResponse): void;
  /** Answers a `CONNECT`, after which Node speaks HTTP no more. */
  answerConnect(request: IncomingMessage, socket: Duplex): void;
  /** Whether `Expect: 100-continue` is met. */
  meetsExpectation(): boolean;
  /** Refuses an `Expect` other than `100-continue`. */
  refuseExpectation(request: IncomingMessage, response: ServerResponse): void;
  /** Refuses a method that HTTP does not have. */
  refuseMethod(request: IncomingMessage): void;
  /** Refuses bytes that are not a request, or that took too long to become one. */
  refuse(error: Error & { readonly code?: string }, socket: Socket): void;
}

/** What the handlers work with. */
export interface HandlerOptions {
  readonly imds: Responder;
  /** Where failures are logged. */
  readonly log: Log | undefined;
  readonly recorder: Recorder;
  readonly latencies: Latencies;
  readonly connections: Connections;
  readonly hosts: HostCheck;
  readonly silence: Silence;
  /** How large a body may be. */
  readonly bodyBytes: number;
}

export function createHandlers(options: HandlerOptions): Handlers {
  const { imds, log, recorder, latencies, connections, hosts, silence, bodyBytes } = options;
  const policy = (): Policy => imds.snapshot.profile.policy;

  const fail = (request: IncomingMessage, error: unknown): Reply => {
    log?.failure(request.method ?? '', request.url ?? '', error);
    return imds.fail(toCore(request));
  };

  /** The one place that asks core. */
  const ask = (request: IncomingMessage): Reply => {
    try {
      return imds.handle(toCore(request));
    } catch (error) {
      return fail(request, error);
    }
  };

  /** Returns the exchange whose answer was sent. */
  const deliver = (request: IncomingMessage, response: ServerResponse, exchange: Reply): Reply => {
    try {
      write(request, response, exchange);
      return exchange;
    } catch (error) {
      const failure = fail(request, error);
      if (!response.headersSent) send(response, failure.answer);
      return failure;
    }
  };

  const write = (request: IncomingMessage, response: ServerResponse, exchange: Reply): void => {
    const { answer } = exchange;
    const { httpVersion: version, method, socket } = request;
    const cut = cutOf(exchange);
    // Behind other answers Node has no socket for it yet: written past Node, it would overtake them.
    const isLast = version === '1.0' && response.socket !== null;
    if (cut !== undefined && isInjected(socket)) cutInjected(cut, response, silence);
    else if (cut !== undefined && cut !== 'truncate') cutConnection(cut, socket, silence);
    else if (isLast && policy().httpVersion === 'as-asked') {
      sendLast(socket, answer, { version, withoutBody: method === 'HEAD' });
    } else if (cut === 'truncate') sendPart(response, answer);
    else send(response, answer);
  };

  /** Runs once an answer need wait no longer: for its latency, and for the answers before it, which a cut would take. */
  const whenDue = (
    request: IncomingMessage,
    exchange: Reply,
    before: ServerResponse | undefined,
    run: () => void,
  ): void => {
    const { fault, call, owner } = exchange;
    if (fault === undefined) {
      run();
      return;
    }
    const { socket } = request;
    const left = (): void => recorder.left(request, exchange);
    const inTurn = (): void => {
      if (fault.cut === undefined || before === undefined || before.closed) run();
      else before.once('close', () => (socket.destroyed ? left() : run()));
    };
    if (fault.latencyMs === undefined || call === undefined) inTurn();
    else {
      const latency = { ms: fault.latencyMs, since: call.now };
      latencies.hold(socket, latency, { send: inTurn, left }, owner?.clock);
    }
  };

  const hangUp = (request: IncomingMessage, response: ServerResponse, status: number): void => {
    const exchange = imds.refuse(status, toCore(request));
    sendAndHangUp(response, exchange.answer);
    recorder.request(request, exchange);
  };

  const refusal = (request: IncomingMessage): number | undefined =>
    refusalOf(request, bodyBytes, policy()) ??
    (hosts.accepts(request.headers.host) ? undefined : 403);

  return {
    answer(request, response) {
      const before = connections.begin(request, response);
      const status = refusal(request);
      if (status !== undefined) return hangUp(request, response, status);
      const exchange = ask(request);
      whenDue(request, exchange, before, () => {
        recorder.request(request, deliver(request, response, exchange));
      });
      if (request.headers['transfer-encoding'] !== undefined) limitBody(request, bodyBytes);
    },
    answerConnect(request, socket) {
      const exchange = ask(request);
      const run = (): void => {
        const { cut } = exchange.fault ?? {};
        if (cut === undefined || cut === 'truncate') sendLast(socket as Socket, exchange.answer);
        else cutConnection(cut, socket as Socket, silence);
        recorder.request(request, exchange);
      };
      whenDue(request, exchange, undefined, () => {
        connections.afterAnswers(socket as Socket, run);
      });
    },
    refuseExpectation(request, response) {
      connections.begin(request, response);
      hangUp(request, response, 417);
    },
    refuseMethod(request) {
      const { socket } = request;
      // At once and past Node, which destroys the connection after a PRI.
      connections.afterAnswers(socket, () => {
        const exchange = imds.refuse(400, toCore(request));
        sendLast(socket, exchange.answer);
        recorder.request(request, exchange);
      });
    },
    meetsExpectation: () => policy().expectations === 'meet',
    refuse(error, socket) {
      if (error.code === 'ECONNRESET') return;
      const client = socket.remoteAddress ?? '';
      const answer = (): void => {
        // One answer is the last, and Node reports every piece that still comes.
        if (!socket.writable) return;
        const exchange = imds.refuse(statusOf(error.code));
        sendLast(socket, exchange.answer);
        recorder.bytes(client, exchange);
      };
      // Answers to requests that came before, in the same bytes, go first.
      setImmediate(() => connections.afterAnswers(socket, answer));
    },
  };
}

/** How an exchange is cut: by a fault, or by the service, which leaves some requests unanswered. */
function cutOf({ outcome, fault }: Reply): Cut | undefined {
  return fault?.cut ?? (outcome?.kind === 'unanswered' ? 'hang' : undefined);
}

/** Whether a request came by `inject` of fastify, which stands in for the socket with one that cannot be closed. */
function isInjected(socket: Partial<Socket>): boolean {
  return socket.destroySoon === undefined;
}

/** A request as core sees it. */
function toCore({ method = '', url = '', headers, socket }: IncomingMessage): ImdsRequest {
  const { remoteAddress: client = '', localPort: port } = socket;
  return { method, path: targetOf(url), headers, client, port };
}

/** Closes the connection if a chunked body exceeds the limit; the answer is already sent. */
function limitBody(request: IncomingMessage, bodyBytes: number): void {
  let bytes = 0;
  request.on('data', (chunk: Uint8Array) => {
    bytes += chunk.length;
    if (bytes > bodyBytes) request.socket.destroy();
  });
}

/** The path of a target in absolute form, which every server has to take: RFC 9112, section 3.2.2. */
function targetOf(url: string): string {
  return url.startsWith('/') ? url : url.replace(/^https?:\/\/[^/?#]*/i, '') || '/';
}
