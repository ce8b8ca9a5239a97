import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Answer, Imds, ImdsRequest } from '@aemm/core';
import type { Log } from '../log/log.ts';
import { refusalOf, statusOf } from './refusal.ts';
import { send, sendAndHangUp, sendLast } from './send.ts';

/** What is done with whatever arrives on a connection. */
export interface Exchange {
  /** Answers a request. */
  answer(request: IncomingMessage, response: ServerResponse): void;
  /** Answers a `CONNECT`, after which Node speaks HTTP no more. */
  answerConnect(request: IncomingMessage, socket: Duplex): void;
  /** Refuses an `Expect` that nobody can meet. */
  refuseExpectation(request: IncomingMessage, response: ServerResponse): void;
  /** Refuses bytes that are no request, or that took too long to become one. */
  refuse(error: Error & { readonly code?: string }, socket: Socket): void;
}

/** @param bodyBytes - how large a body may be */
export function createExchange(
  imds: Pick<Imds, 'handle' | 'refuse' | 'fail'>,
  log: Log | undefined,
  bodyBytes: number,
): Exchange {
  const tell = (request: IncomingMessage, { status }: Answer): void => {
    const { method = '', url = '', socket } = request;
    log?.request(method, url, status, socket.remoteAddress ?? '');
  };

  const fail = (request: IncomingMessage, error: unknown): Answer => {
    log?.failure(request.method ?? '', request.url ?? '', error);
    return imds.fail(toCore(request));
  };

  const carry = (request: IncomingMessage, response: ServerResponse): Answer => {
    try {
      const answer = imds.handle(toCore(request));
      send(response, answer);
      return answer;
    } catch (error) {
      const answer = fail(request, error);
      if (!response.headersSent) send(response, answer);
      return answer;
    }
  };

  const hangUp = (request: IncomingMessage, response: ServerResponse, status: number): void => {
    const answer = imds.refuse(status, toCore(request));
    sendAndHangUp(response, answer);
    tell(request, answer);
  };

  return {
    answer(request, response) {
      const refusal = refusalOf(request, bodyBytes);
      if (refusal !== undefined) return hangUp(request, response, refusal);
      const answer = carry(request, response);
      if (request.headers['transfer-encoding'] !== undefined) capBody(request, bodyBytes);
      if (log !== undefined) tell(request, answer);
    },
    answerConnect(request, socket) {
      let answer: Answer;
      try {
        answer = imds.handle(toCore(request));
      } catch (error) {
        answer = fail(request, error);
      }
      sendLast(socket as Socket, answer);
      tell(request, answer);
    },
    refuseExpectation: (request, response) => hangUp(request, response, 417),
    refuse(error, socket) {
      if (error.code === 'ECONNRESET') return;
      const client = socket.remoteAddress ?? '';
      // Answers to requests that came before, in the same bytes, go first.
      setImmediate(() => {
        // One answer is the last, and Node complains of every piece that still comes.
        if (!socket.writable) return;
        const answer = imds.refuse(statusOf(error.code));
        sendLast(socket, answer);
        log?.request('-', '-', answer.status, client);
      });
    },
  };
}

/** A request as core sees it. */
function toCore({ method = '', url = '', headers, socket }: IncomingMessage): ImdsRequest {
  return { method, path: targetOf(url), headers, client: socket.remoteAddress ?? '' };
}

/** Ends the connection of a client whose body, of a length not told, does not end. It has its answer already. */
function capBody(request: IncomingMessage, bodyBytes: number): void {
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
