import { once } from 'node:events';
import type { Socket } from 'node:net';
import { connect } from 'node:net';

/** The bytes of a request that keeps its connection, or ends it. */
export function requestBytes(path: string, connection: 'close' | 'keep-alive'): string {
  return `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: ${connection}\r\n\r\n`;
}

/** Opens a connection, half of which may be closed before the other. An error closes it. */
export async function open(port: number): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  await once(socket, 'connect');
  return socket.on('error', () => {});
}

/** All that comes back until the other side ends the connection, as it is over after that. */
export async function readToEnd(socket: Socket): Promise<string> {
  let text = '';
  socket.setEncoding('latin1').on('data', (chunk) => {
    text += chunk;
  });
  await new Promise<void>((resolve) => {
    if (socket.closed) resolve();
    socket.once('end', resolve).once('close', resolve);
  });
  socket.destroy();
  return text;
}
