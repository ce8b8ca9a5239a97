import type { FastifyInstance } from 'fastify';
import type { Listening, ListenOptions } from '../listen/open-port.ts';
import { openPort } from '../listen/open-port.ts';
import { checkControlAccess } from './check-access.ts';
import type { ControlServerOptions } from './control-server.ts';
import { buildControlServer } from './control-server.ts';

const FLAGS = { port: '--control-port', hostname: '--control-hostname' };

/** A control plane that listens. */
export interface OpenControl {
  readonly server: FastifyInstance;
  readonly listening: Listening;
}

/**
 * Opens a control plane. Throws `ListenError`: `AEMM_CONTROL_OPEN` without a token beyond loopback, and as `listen`
 * does.
 */
export async function openControl(
  options: ControlServerOptions,
  at: ListenOptions,
): Promise<OpenControl> {
  const refusal = await checkControlAccess(at.host, options.token);
  if (refusal !== undefined) throw refusal;
  const allowedHosts = [...options.allowedHosts, at.host];
  const server = await buildControlServer({ ...options, allowedHosts });
  return { server, listening: await openPort(server, at, FLAGS) };
}
