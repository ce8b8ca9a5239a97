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

/** Where a client on this machine reaches a mock of this configuration, without a slash at the end. */
export function urlOf(hostname: string, port: string): string {
  const bare = hostname.replace(/^\[(.*)\]$/, '$1');
  const host = ['', '0.0.0.0', '::'].includes(bare) ? '127.0.0.1' : bare;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
