import type { Call, ImdsRequest } from '../contract/request.ts';
import { TOKEN_PATH } from '../contract/request.ts';
import { normalizePath } from '../text/path.ts';
import type { TokenAuthority } from './tokens.ts';

const TOKEN_HEADER = 'x-aws-ec2-metadata-token';

/** Understands a request. */
export function createCall(request: ImdsRequest, tokens: TokenAuthority, now: number): Call {
  const path = normalizePath(request.path);
  const token = request.headers[TOKEN_HEADER];
  if (token === undefined) {
    const asksForToken = request.method === 'PUT' && path === TOKEN_PATH;
    return { request, path, now, imds: asksForToken ? 'v2' : 'v1', token: 'none' };
  }
  const expiresAt = typeof token === 'string' ? tokens.expiryOf(token) : undefined;
  if (expiresAt === undefined) return { request, path, now, imds: 'v2', token: 'unknown' };
  if (expiresAt <= now) return { request, path, now, imds: 'v2', token: 'expired' };
  return { request, path, now, imds: 'v2', token: 'valid', tokenExpiresAt: expiresAt };
}
