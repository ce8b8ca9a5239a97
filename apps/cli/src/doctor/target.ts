import { isIP } from 'node:net';
import type { Environment } from '@aemm/mock';
import { ENDPOINT_VARIABLES } from '@aemm/mock';

/** The variable that AWS SDKs read the endpoint from. */
export const [ENDPOINT_VARIABLE] = ENDPOINT_VARIABLES.withSlash;

/** Where clients are pointed to: by a variable, by nothing, or by a variable that is not a URL. */
export type Target =
  | { readonly kind: 'endpoint'; readonly url: URL; readonly text: string }
  | { readonly kind: 'default' }
  | { readonly kind: 'invalid' };

/** Reads where the clients of an environment are pointed to. */
export function readTarget(env: Environment): Target {
  const text = env[ENDPOINT_VARIABLE];
  if (text === undefined || text === '') return { kind: 'default' };
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url === undefined || url.hostname === ''
    ? { kind: 'invalid' }
    : { kind: 'endpoint', url, text };
}

/** A URL without what may be secret in it. */
export function showUrl({ protocol, host, pathname }: URL): string {
  return `${protocol}//${host}${pathname}`;
}

/** The host of a URL as it is looked up: an IPv6 address without brackets. */
export function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[(.*)\]$/, '$1');
}

/** Whether a host is this machine itself, as seen from it. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

/** The host and the port of a configuration. */
export interface MockPlace {
  readonly hostname: string;
  readonly port: string;
}

/** Where a client on this machine reaches a mock of a configuration, without a slash at the end. */
export function addressOf({ hostname, port }: MockPlace): string {
  const bare = hostname.replace(/^\[(.*)\]$/, '$1');
  const host = ['', '0.0.0.0', '::'].includes(bare) ? '127.0.0.1' : bare;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** The same as a URL; `undefined` if it is none, as with the zone of an IPv6 address, or its port is not known yet. */
export function urlOf(mock: MockPlace): URL | undefined {
  const address = addressOf(mock);
  return mock.port !== '0' && URL.canParse(address) ? new URL(address) : undefined;
}
