import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Exchange, Imds, ImdsRequest, Policy } from '@aemm/core';
import type { Log } from '../log/log.ts';
import { factsOf } from '../log/request-facts.ts';
import type { Connections } from './connections.ts';
import type { HostCheck } from './host-check.ts';
import { refusalOf, statusOf } from './refusal.ts';
import { send, sendAndHangUp, sendLast } from './send.ts';
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
  /** Refuses bytes that are not a request, or that took too long to become one. */
  refuse(error: Error & { readonly code?: string }, socket: Socket): void;
}

/** What the handlers work with. */
export interface HandlerOptions {
  readonly imds: Pick<Imds, 'handle' | 'refuse' | 'fail' | 'snapshot'>;
  readonly log: Log | undefined;
  readonly connections: Connections;
  readonly hosts: HostCheck;
  readonly silence: Silence;
  /** How large a body may be. */
  readonly bodyBytes: number;
}

export function createHandlers(options: HandlerOptions): Handlers {
  const { imds, log, connections, hosts, silence, bodyBytes } = options;
  const policy = (): Policy => imds.snapshot.profile.policy;

  const logRequest = (request: IncomingMessage, exchange: Exchange): void => {
    const { method = '', url = '', socket } = request;
    if (log === undefined) return;
    const { status } = exchange.answer;
    log.request(method, url, status, socket.remoteAddress ?? '', factsOf(exchange));
  };

  const fail = (request: IncomingMessage, error: unknown): Exchange => {
    log?.failure(request.method ?? '', request.url ?? '', error);
    return imds.fail(toCore(request));
  };

  /** The one place that asks core. */
  const ask = (request: IncomingMessage): Exchange => {
    try {
      return imds.handle(toCore(request));
    } catch (error) {
      return fail(request, error);
    }
  };

  /** Returns the exchange whose answer was sent. */
  const deliver = (
    request: IncomingMessage,
    response: ServerResponse,
    exchange: Exchange,
  ): Exchange => {
    try {
      write(request, response, exchange);
      return exchange;
    } catch (error) {
      const failure = fail(request, error);
      if (!response.headersSent) send(response, failure.answer);
      return failure;
    }
  };

  const write = (
    request: IncomingMessage,
    response: ServerResponse,
    { outcome, answer }: Exchange,
  ): void => {
    const { httpVersion: version, method, socket } = request;
    if (outcome.kind === 'unanswered') silence.hold(socket);
    // Behind other answers Node has no socket for it yet: written past Node, it would overtake them.
    else if (version === '1.0' && policy().httpVersion === 'as-asked' && response.socket !== null) {
      sendLast(socket, answer, { version, withoutBody: method === 'HEAD' });
    } else send(response, answer);
  };

  const hangUp = (request: IncomingMessage, response: ServerResponse, status: number): void => {
    const exchange = imds.refuse(status, toCore(request));
    sendAndHangUp(response, exchange.answer);
    logRequest(request, exchange);
  };

  const refusal = (request: IncomingMessage): number | undefined =>
    refusalOf(request, bodyBytes, policy()) ??
    (hosts.accepts(request.headers.host) ? undefined : 403);

  return {
    answer(request, response) {
      connections.begin(request, response);
      const status = refusal(request);
      if (status !== undefined) return hangUp(request, response, status);
      const exchange = deliver(request, response, ask(request));
      if (request.headers['transfer-encoding'] !== undefined) limitBody(request, bodyBytes);
      logRequest(request, exchange);
    },
    answerConnect(request, socket) {
      connections.afterAnswers(socket as Socket, () => {
        const exchange = ask(request);
        sendLast(socket as Socket, exchange.answer);
        logRequest(request, exchange);
      });
    },
    refuseExpectation(request, response) {
      connections.begin(request, response);
      hangUp(request, response, 417);
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
        log?.request('-', '-', exchange.answer.status, client);
      };
      // Answers to requests that came before, in the same bytes, go first.
      setImmediate(() => connections.afterAnswers(socket, answer));
    },
  };
}

/** A request as core sees it. */
function toCore({ method = '', url = '', headers, socket }: IncomingMessage): ImdsRequest {
  return { method, path: targetOf(url), headers, client: socket.remoteAddress ?? '' };
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
