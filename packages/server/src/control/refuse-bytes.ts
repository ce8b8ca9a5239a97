import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { statusOf } from '../wire/refusal.ts';
import { sendLast } from '../wire/send.ts';
import type { Problem } from './problem.ts';
import { problemType, renderProblem } from './problem.ts';

/** Refuses bytes that are not a request, which fastify would answer in a form of its own. */
export function refuseBytes(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET') return;
  const status = statusOf(error.code);
  const body = renderProblem({ status, detail: DETAILS[status] ?? 'This is not an HTTP request.' });
  sendLast(socket, { status, headers: headersOf(body), body });
}

const DETAILS: Readonly<Record<number, string>> = {
  408: 'The request took too long.',
  413: 'The chunk extensions are too large.',
  431: 'The request line and headers are too large.',
};

/** Refuses an `Expect` other than `100-continue`, which Node would answer without a body. */
export function refuseExpectations(server: Server): void {
  server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => {
    const problem: Problem = {
      status: 417,
      detail: `The expectation "${request.headers.expect}" cannot be met. Allowed: 100-continue.`,
    };
    const body = renderProblem(problem);
    response.writeHead(problem.status, headersOf(body)).end(body);
  });
}

function headersOf(body: string): string[] {
  return ['Content-Type', problemType, 'Content-Length', String(Buffer.byteLength(body))];
}
