import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Answer, Imds } from '@aemm/core';
import type { Limits } from './limits.ts';
import type { Log } from './log/log.ts';
import { send, sendLast } from './send.ts';

/** What is done with whatever arrives on a connection. */
export interface Exchange {
  /** A request. */
  answer(request: IncomingMessage, response: ServerResponse): void;
  /** A `CONNECT`, after which Node speaks HTTP no more. */
  answerConnect(request: IncomingMessage, socket: Duplex): void;
  /** An `Expect` that nobody can meet. */
  refuseExpectation(request: IncomingMessage, response: ServerResponse): void;
  /** Bytes that are no request, or that took too long to become one. */
  refuse(error: Error & { code?: string }, socket: Socket): void;
}

export function createExchange(
  imds: Pick<Imds, 'handle' | 'snapshot'>,
  log: Log | undefined,
  limits: Limits,
): Exchange {
  const malformed = (status: number): Answer =>
    imds.snapshot.profile.render({ kind: 'malformed', status });

  const decide = (request: IncomingMessage): Answer => {
    const { method = '', url = '', headers, socket } = request;
    const client = socket.remoteAddress ?? '';
    try {
      return imds.handle({ method, path: targetOf(url), headers, client });
    } catch (error) {
      log?.failure(method, url, error);
      return imds.snapshot.fixed.failed.answer;
    }
  };

  const told = (request: IncomingMessage, { status }: Answer): void => {
    log?.request(
      request.method ?? '',
      request.url ?? '',
      status,
      request.socket.remoteAddress ?? '',
    );
  };

  return {
    answer(request, response) {
      const answer = decide(request);
      send(response, answer);
      told(request, answer);
    },
    answerConnect(request, socket) {
      const answer = decide(request);
      sendLast(socket as Socket, answer);
      told(request, answer);
    },
    refuseExpectation(request, response) {
      const answer = malformed(417);
      response.shouldKeepAlive = false;
      send(response, answer);
      told(request, answer);
    },
    refuse(error, socket) {
      if (error.code === 'ECONNRESET' || socket.destroyed) return;
      const answer = malformed(statusOf(error.code));
      const client = socket.remoteAddress ?? '';
      // Answers to requests that came before in the same bytes go first.
      setImmediate(() => {
        sendLast(socket, answer);
        log?.request('-', '-', answer.status, client);
      });
    },
  };
}

function statusOf(code: string | undefined): number {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return 408;
  if (code === 'HPE_HEADER_OVERFLOW') return 431;
  if (code === 'HPE_CHUNK_EXTENSIONS_OVERFLOW') return 413;
  return 400;
}

/** The path of a target in absolute form, which every server has to take: RFC 9112, section 3.2.2. */
function targetOf(url: string): string {
  if (url.charCodeAt(0) === 47) return url;
  return url.replace(/^https?:\/\/[^/?#]*/i, '') || '/';
}
