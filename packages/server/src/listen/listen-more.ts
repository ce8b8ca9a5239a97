import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { partsOf } from '../wire/build-server.ts';
import type { ListenOptions } from './open-port.ts';
import { addressOf, BACKLOG, explain } from './open-port.ts';

/**
 * Opens one more port of a server that listens, until that is closed.
 *
 * @returns the port
 * @throws ListenError as {@link listen} does
 */
export async function listenMore(server: FastifyInstance, at: ListenOptions): Promise<number> {
  const { createServer } = process.getBuiltinModule('node:net');
  const { noDelay } = server.server as { noDelay?: boolean };
  const port = createServer({ noDelay: noDelay ?? true, keepAlive: true });
  port.on('connection', (socket: Socket) => {
    if (at.unref) socket.unref();
    server.server.emit('connection', socket);
  });
  try {
    const host = await addressOf(at.host);
    await new Promise<void>((resolve, reject) => {
      port.once('error', reject);
      port.listen({ ...(host !== '' && { host }), port: at.port, backlog: BACKLOG }, resolve);
    });
  } catch (error) {
    throw explain(error, at, { port: 'fleet.instances', hostname: '--hostname' });
  }
  if (at.unref) port.unref();
  partsOf(server).atClose.push(() => void port.close());
  const address = port.address();
  if (address === null || typeof address === 'string') throw new Error('A port has no address.');
  return address.port;
}
