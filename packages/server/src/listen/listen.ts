import type { FastifyInstance } from 'fastify';
import { partsOf } from '../wire/build-server.ts';
import type { Listening, ListenOptions } from './open-port.ts';
import { openPort } from './open-port.ts';
import { refuseConnections } from './refuse-connections.ts';

/**
 * Opens the port.
 *
 * @param server - a server that `buildServer` built
 * @throws ListenError for a port in use, a port not permitted, an address or name that is not there
 * @public
 */
export async function listen(server: FastifyInstance, at: ListenOptions): Promise<Listening> {
  const listening = await openPort(server, at, { port: '--port', hostname: '--hostname' });
  const { hosts, atClose } = partsOf(server);
  hosts.listensOn(at.host, listening.addresses);
  atClose.push(refuseConnections(server, listening));
  return listening;
}
