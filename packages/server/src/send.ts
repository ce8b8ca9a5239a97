import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Answer } from '@aemm/core';

/** Writes an answer exactly as its profile has it; Node adds `Date` and `Connection` where they are missing. */
export function send(response: ServerResponse, { status, reason, headers, body }: Answer): void {
  // Node takes the flat list as it is and does not change it.
  const list = headers as string[];
  if (reason === undefined) response.writeHead(status, list);
  else response.writeHead(status, reason, list);
  response.end(body);
}

/** How long a client may take to read its last answer and hang up. */
const LINGER_MS = 1000;

/** Writes an answer to a connection on which Node speaks HTTP no more, and ends it. */
export function sendLast(socket: Socket, { status, reason, headers, body }: Answer): void {
  if (!socket.writable || socket.writableEnded) return;
  const text = reason ?? process.getBuiltinModule('node:http').STATUS_CODES[status] ?? '';
  const lines = [`HTTP/1.1 ${status} ${text}`];
  for (let index = 0; index < headers.length; index += 2) {
    lines.push(`${headers[index]}: ${headers[index + 1]}`);
  }
  if (!headers.some((name, index) => index % 2 === 0 && name.toLowerCase() === 'connection')) {
    lines.push('Connection: close');
  }
  socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  socket.end(body);
  // Destroyed at once, a connection with bytes unread is reset and the client may never see its answer.
  const timer = setTimeout(() => socket.destroy(), LINGER_MS).unref();
  socket.once('close', () => clearTimeout(timer));
}
