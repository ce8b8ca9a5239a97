import type { Imds } from '@aemm/core';
import type { FastifyInstance } from 'fastify';
import type { Listening, ListenOptions } from '../listen/open-port.ts';
import { openPort } from '../listen/open-port.ts';
import { stop } from '../listen/stop.ts';
import type { ServerOptions } from '../wire/build-server.ts';
import { buildServer, partsOf } from '../wire/build-server.ts';
import { serviceResponder } from './service-responder.ts';

/**
 * A service of a category that listens.
 *
 * @public
 */
export interface ListeningService extends Listening {
  /** The id of the category. */
  readonly category: string;
  /** The path that is shown to users: a client begins at `url` and this. */
  readonly path: string;
}

/** A service that listens, and its server. */
export interface OpenService {
  readonly server: FastifyInstance;
  readonly listening: ListeningService;
}

/** Opens the port of every service that is to listen; of all or, after an error, of none. Throws {@link ListenError}. */
export async function openServices(
  imds: Imds,
  options: Omit<ServerOptions, 'imds'>,
  { unref }: Pick<ListenOptions, 'unref'>,
): Promise<readonly OpenService[]> {
  const opened: OpenService[] = [];
  try {
    for (const { category, settings, address, path } of imds.services) {
      if (address === undefined) continue;
      const server = buildServer({ ...options, imds: serviceResponder(imds, category) });
      const flags = { port: `--${settings.port}`, hostname: `--${settings.hostname}` };
      const at = { ...address, ...(unref && { unref }) };
      const listening = await openPort(server, at, flags);
      partsOf(server).hosts.listensOn(address.host, listening.addresses);
      opened.push({ server, listening: { ...listening, category, path } });
    }
    return opened;
  } catch (error) {
    await Promise.all(opened.map(({ server }) => stop(server)));
    throw error;
  }
}
