import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Answer } from '@aemm/core';
import { headerEntries } from '@aemm/core';

/** Milliseconds that a client has to read its last answer and hang up. */
const LINGER_MS = 1000;

/** Writes an answer exactly as its profile has it. */
export function send(response: ServerResponse, answer: Answer): void {
  writeHead(response, answer);
  response.end(answer.body);
}

/** Writes an answer that lacks the end of its body, and closes the connection. */
export function sendPart(response: ServerResponse, answer: Answer): void {
  writeHead(response, answer);
  response.flushHeaders();
  if (answer.body.length > 0) response.write(answer.body);
  response.socket?.destroySoon();
}

/**
 * Writes an answer after which the connection ends, though the client still sends.
 *
 * Closed at once, a connection with bytes unread is reset, and the client may never see its answer: so what comes is
 * read and thrown away for a while.
 */
export function sendAndHangUp(response: ServerResponse, answer: Answer): void {
  const { req: request } = response;
  response.shouldKeepAlive = false;
  writeHead(response, answer);
  response.write(answer.body);
  request.resume();
  const hangUp = (): void => {
    clearTimeout(timer);
    response.end();
  };
  const timer = setTimeout(hangUp, LINGER_MS);
  if (request.readableEnded) hangUp();
  else request.once('end', hangUp).once('close', hangUp);
}

/** How an answer is written without Node. */
export interface RawOptions {
  /** The version of HTTP in its status line; 1.1 if absent. */
  readonly version?: string;
  /** `true`: only its head, as for HEAD. */
  readonly withoutBody?: boolean;
}

/** Writes an answer to a connection on which Node speaks HTTP no more, and ends it. */
export function sendLast(socket: Socket, answer: Answer, as: RawOptions = {}): void {
  const { status, reason, body, complete } = answer;
  // Node has let go of the socket: an error without a listener, such as a reset by the client, would end the process.
  socket.on('error', () => socket.destroy());
  if (!socket.writable) return;
  const text = reason ?? process.getBuiltinModule('node:http').STATUS_CODES[status] ?? '';
  const fields = headerEntries(answer);
  if (!complete && !fields.some(([name]) => name.toLowerCase() === 'connection')) {
    fields.push(['Connection', 'close']);
  }
  const lines = fields.map(([name, value]) => `${name}: ${value}\r\n`);
  const { version = '1.1', withoutBody = false } = as;
  socket.write(`HTTP/${version} ${status} ${text}\r\n${lines.join('')}\r\n`);
  if (withoutBody) socket.end();
  else socket.end(body);
  const timer = setTimeout(() => socket.destroy(), LINGER_MS).unref();
  socket.once('close', () => clearTimeout(timer));
}

function writeHead(response: ServerResponse, answer: Answer): void {
  const { status, reason, headers, complete } = answer;
  // Node writes of its own accord what was not removed.
  if (complete) {
    response.sendDate = false;
    response.removeHeader('connection');
  }
  // Node reads the flat list and does not change it.
  const list = headers as string[];
  if (reason === undefined) response.writeHead(status, list);
  else response.writeHead(status, reason, list);
}
