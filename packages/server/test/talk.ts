import type { Socket } from 'node:net';
import { connect } from 'node:net';

/** Sends bytes as they are and resolves with all that comes back until the server hangs up, or an error does. */
export function talk(
  port: number,
  bytes: string | Uint8Array,
  host = '127.0.0.1',
): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, host);
    let received = '';
    socket.setEncoding('latin1');
    socket.on('data', (chunk) => {
      received += chunk;
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(received));
    socket.write(bytes);
  });
}

/** Sends bytes, and resets the connection without reading what comes back. */
export function askAndReset(port: number, bytes: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', reject).on('close', () => resolve());
    socket.write(bytes, () => socket.resetAndDestroy());
  });
}

/** Opens a connection and resolves once `enough` of what came back. */
export function open(
  port: number,
  bytes: string,
  enough: (received: string) => boolean,
): Promise<{ readonly socket: Socket; readonly received: string }> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let received = '';
    socket.setEncoding('latin1');
    socket.on('error', reject);
    socket.on('data', (chunk) => {
      received += chunk;
      if (enough(received)) resolve({ socket, received });
    });
    socket.write(bytes);
  });
}

/** An answer with everything that changes from run to run taken out. */
export function fixed(answer: string): string {
  return answer.replace(/^Date: .*$/gm, 'Date: …').replaceAll('\r\n', '\n');
}
