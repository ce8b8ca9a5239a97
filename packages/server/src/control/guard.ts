import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { HostCheck } from '../wire/host-check.ts';
import type { Problem } from './problem.ts';

/** Open to everyone who reaches the port: what a probe asks, and the page, which asks for the token itself. */
const OPEN_PATHS: readonly string[] = ['/', '/healthz', '/readyz'];

/** Decides whether a request is answered at all; `undefined`: it is. */
export type Guard = (request: FastifyRequest) => Problem | undefined;

/**
 * Creates the guard of a control plane: against web pages that reach it by DNS rebinding or across origins, and against
 * those without its token.
 *
 * @param token - what clients send as `Authorization: Bearer`; absent: nothing
 */
export function createGuard(hosts: HostCheck, token: string | undefined): Guard {
  const isAuthorized = createTokenCheck(token);
  return ({ headers, url, raw }) => {
    if (headers.host === undefined && raw.httpVersionMinor > 0) {
      return { status: 400, detail: 'The request needs a Host header.' };
    }
    if (!hosts.accepts(headers.host)) {
      return { status: 403, detail: `The host "${headers.host}" is not this control plane.` };
    }
    if (headers.origin !== undefined && !isOwnOrigin(headers.origin, headers.host)) {
      return { status: 403, detail: `Web pages of "${headers.origin}" may not use it.` };
    }
    const [path = ''] = url.split('?');
    if (OPEN_PATHS.includes(path) || isAuthorized(headers.authorization)) return undefined;
    return {
      status: 401,
      detail: 'The token is missing or wrong. Send it as "Authorization: Bearer TOKEN".',
      headers: { 'www-authenticate': 'Bearer' },
    };
  };
}

/** Whether a page is of this host. Over TLS, what ends it passes on the same host. */
function isOwnOrigin(origin: string, host: string | undefined): boolean {
  const [, originHost] = /^https?:\/\/(.+)$/i.exec(origin) ?? [];
  return originHost !== undefined && originHost.toLowerCase() === host?.toLowerCase();
}

function createTokenCheck(token: string | undefined): (header: string | undefined) => boolean {
  if (token === undefined) return () => true;
  const expected = digest(token);
  return (header = '') => {
    const [, given = ''] = /^bearer +(.+)$/i.exec(header) ?? [];
    return timingSafeEqual(digest(given), expected);
  };
}

/** Of the same length for every text, so that the time of a comparison depends on neither. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
