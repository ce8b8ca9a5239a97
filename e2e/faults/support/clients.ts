import type { Agent } from 'node:http';
import { request } from 'node:http';
import type { Socket } from 'node:net';
import { connect } from 'node:net';

export const LEAF = '/latest/meta-data/instance-id';
const GET = `GET ${LEAF} HTTP/1.1\r\nHost: localhost\r\n\r\n`;

/** Connects, asks once, and keeps the connection. Rejects if it is closed without an answer. */
export function connectAndAsk(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(GET));
    socket.once('error', reject).once('close', () => reject(new Error('closed unanswered')));
    socket.once('data', () => {
      socket.on('error', () => {}).resume();
      resolve(socket);
    });
  });
}

/** What came of a request: the state of the connection that its answer names, or the code of the error. */
export function ask(port: number, agent: Agent | false = false, path = LEAF): Promise<string> {
  return new Promise((resolve) => {
    const failed = ({ code }: NodeJS.ErrnoException): void => resolve(code ?? 'unknown');
    const sent = request({ host: '127.0.0.1', port, path, agent });
    sent.once('error', failed);
    sent.once('response', (response) => {
      response.once('error', failed).resume();
      response.once('end', () => resolve(response.headers.connection ?? ''));
    });
    sent.end();
  });
}
