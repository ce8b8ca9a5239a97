import type { FastifyInstance } from 'fastify';
import { ListenError } from '../listen/errors.ts';
import type { Listening, ListenOptions } from '../listen/open-port.ts';
import { addressOf, openPort } from '../listen/open-port.ts';
import type { ControlServerOptions } from './control-server.ts';
import { buildControlServer } from './control-server.ts';

const FLAGS = { port: '--control-port', hostname: '--control-hostname' };

/** A control plane that listens. */
export interface OpenControl {
  readonly server: FastifyInstance;
  readonly listening: Listening;
}

/**
 * Opens a control plane. Throws {@link ListenError}: `AEMM_CONTROL_OPEN` without a token beyond loopback, and as `listen`
 * does.
 */
export async function openControl(
  options: ControlServerOptions,
  at: ListenOptions,
): Promise<OpenControl> {
  if (options.token === undefined && !(await isLoopback(at.host))) {
    throw new ListenError(
      'AEMM_CONTROL_OPEN',
      `The control plane on ${at.host || 'all interfaces'} would be open to others. Set a token (--control-token or AEMM_CONTROL_TOKEN), or listen on 127.0.0.1 (--control-hostname).`,
    );
  }
  const allowedHosts = [...options.allowedHosts, at.host];
  const server = await buildControlServer({ ...options, allowedHosts });
  return { server, listening: await openPort(server, at, FLAGS) };
}

async function isLoopback(host: string): Promise<boolean> {
  if (host === '') return false;
  try {
    const address = await addressOf(host);
    return address === '::1' || address.startsWith('127.');
  } catch {
    // The attempt to listen explains it.
    return true;
  }
}
