import type { Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { isIP } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { ListenErrorCode } from './errors.ts';
import { ListenError } from './errors.ts';

/**
 * Where a server listens.
 *
 * @public
 */
export interface Listening {
  /** The addresses. */
  readonly addresses: readonly AddressInfo[];
  /** The port of them all. */
  readonly port: number;
  /** Where a client on this machine reaches it: `http://127.0.0.1:1338`. */
  readonly url: string;
}

/**
 * Where a server is to listen.
 *
 * @public
 */
export interface ListenOptions {
  /** An address, a name, or empty for all interfaces with IPv4 and, where there is one, IPv6. */
  readonly host: string;
  /** The port; 0 for one that is free. */
  readonly port: number;
  /** Whether the process may end while the server listens and has connections. `false` if absent. */
  readonly unref?: boolean;
}

/** As many connections as the system lets wait to be accepted: a fleet starts all at once. */
export const BACKLOG = 4096;

/** The flags that messages name. */
export interface PortFlags {
  readonly port: string;
  readonly hostname: string;
}

/** Opens the port of a server. Throws {@link ListenError}. */
export async function openPort(
  server: FastifyInstance,
  at: ListenOptions,
  flags: PortFlags,
): Promise<Listening> {
  try {
    const host = await addressOf(at.host);
    if (at.unref) unref(server.server);
    await server.listen({ host, port: at.port, backlog: BACKLOG });
  } catch (error) {
    throw explain(error, at, flags);
  }
  const [first, ...others] = server.addresses().filter((address) => typeof address === 'object');
  if (first === undefined) throw new Error('A server that listens has no address.');
  const addresses = [first, ...others];
  return { addresses, port: first.port, url: urlOf(first) };
}

/** Lets the process end while a server listens. */
function unref(server: Server): void {
  server.unref();
  server.on('connection', (socket: Socket) => socket.unref());
}

function urlOf(at: AddressInfo): string {
  const { address, family, port } = at;
  if (address === '0.0.0.0') return `http://127.0.0.1:${port}`;
  if (address === '::') return `http://[::1]:${port}`;
  return family === 'IPv6' ? `http://[${address}]:${port}` : `http://${address}:${port}`;
}

/** One address for a name, IPv4 if it has one, as Go's `net.Listen` and so AEMM choose it. */
export async function addressOf(host: string): Promise<string> {
  if (host === '') return host;
  const bare = host.replace(/^\[(.*)\]$/, '$1');
  if (isIP(bare) !== 0) return bare;
  // Most mocks listen on an address, and Node reads the settings of the resolver as it loads this.
  const { lookup } = await import('node:dns/promises');
  const { address } = await lookup(bare, { order: 'ipv4first' });
  return address;
}

const CODES: Readonly<Record<string, ListenErrorCode>> = {
  EADDRINUSE: 'AEMM_PORT_IN_USE',
  EACCES: 'AEMM_PORT_FORBIDDEN',
  EPERM: 'AEMM_PORT_FORBIDDEN',
  ERR_SOCKET_BAD_PORT: 'AEMM_PORT_INVALID',
  EADDRNOTAVAIL: 'AEMM_ADDRESS_UNAVAILABLE',
  EAFNOSUPPORT: 'AEMM_ADDRESS_UNAVAILABLE',
  ENOTFOUND: 'AEMM_HOST_UNKNOWN',
  EAI_AGAIN: 'AEMM_HOST_UNKNOWN',
};

/** The error of a port that does not open. */
export function explain(error: unknown, at: ListenOptions, flags: PortFlags): ListenError {
  const { code: cause = '', message } = error as NodeJS.ErrnoException;
  const code = CODES[cause] ?? 'AEMM_LISTEN_FAILED';
  return new ListenError(code, sentence(code, at, flags, message), { cause: error });
}

function sentence(
  code: ListenErrorCode,
  { host, port }: ListenOptions,
  flags: PortFlags,
  reason: string,
): string {
  const where = host === '' ? 'any address' : host;
  switch (code) {
    case 'AEMM_PORT_IN_USE':
      return `Port ${port} on ${where} is in use already. Stop what listens there, or choose another port (${flags.port}).`;
    case 'AEMM_PORT_FORBIDDEN':
      return `This user may not open port ${port} on ${where}. Choose a port from 1024 on (${flags.port}), or grant the right to open this one.`;
    case 'AEMM_PORT_INVALID':
      return `Port ${port} does not exist. Choose one between 0 and 65535 (${flags.port}); 0 takes any that is free.`;
    case 'AEMM_ADDRESS_UNAVAILABLE':
      return `This machine does not have the address ${where}. Choose one that it has (${flags.hostname}), or 0.0.0.0 for all.`;
    case 'AEMM_HOST_UNKNOWN':
      return `Cannot resolve host name "${host}". Choose an address or another name (${flags.hostname}).`;
    default:
      return `Cannot listen on ${where}, port ${port}: ${reason}`;
  }
}
