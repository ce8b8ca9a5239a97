import type { Node, Prepared, Snapshot } from '../compile/snapshot.ts';
import { prepare } from '../compile/snapshot.ts';
import type { ImdsEvent, ImdsRequest } from '../contract/request.ts';
import { TOKEN_PATH } from '../contract/request.ts';
import { normalizePath } from '../text/path.ts';
import type { Clients } from './clients.ts';
import type { TokenAuthority } from './tokens.ts';
import { parseTtl } from './tokens.ts';

const TOKEN_METHODS = 'OPTIONS, PUT';
const METADATA_METHODS = 'GET, HEAD, OPTIONS';

export const TOKEN_HEADER = 'x-aws-ec2-metadata-token';
const TTL_HEADER = 'x-aws-ec2-metadata-token-ttl-seconds';

/** What of a mock outlives a request. */
export interface State {
  readonly tokens: TokenAuthority;
  readonly clients: Clients;
  readonly observe: (event: ImdsEvent) => void;
}

/** Gate, find, visible: what a request comes to. */
export function respond(
  snapshot: Snapshot,
  state: State,
  request: ImdsRequest,
  now: number,
): Prepared {
  const path = normalizePath(request.path);
  if (path === TOKEN_PATH) return respondToken(snapshot, state, request, now);
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return refuseMethod(snapshot, request, METADATA_METHODS);
  if (!isAuthorized(snapshot, state, request, now)) return snapshot.fixed.unauthorized;

  const node = path === undefined ? undefined : snapshot.nodes.get(path);
  if (node === undefined || path === undefined) return snapshot.fixed.absent;
  const hidden = node.notice && hideNotice(node.notice, path, snapshot, state, request, now);
  return hidden ?? contentOf(node, path, snapshot, state, now);
}

/** A token that is sent must be good, even where none is asked for, as with the real service. */
function isAuthorized(
  snapshot: Snapshot,
  { tokens }: State,
  { headers }: ImdsRequest,
  now: number,
): boolean {
  const token = headers[TOKEN_HEADER];
  if (token === undefined) return !snapshot.requireToken;
  const expiresAt = typeof token === 'string' ? tokens.expiryOf(token) : undefined;
  return expiresAt !== undefined && expiresAt > now;
}

function respondToken(
  snapshot: Snapshot,
  { tokens }: State,
  request: ImdsRequest,
  now: number,
): Prepared {
  if (request.method !== 'PUT') return refuseMethod(snapshot, request, TOKEN_METHODS);
  // A token must not reach whoever sits behind a misconfigured proxy.
  if (request.headers['x-forwarded-for'] !== undefined) return snapshot.fixed.forwarded;
  const ttlSeconds = parseTtl(request.headers[TTL_HEADER]);
  if (ttlSeconds === undefined) return snapshot.fixed['token-refused'];
  const token = tokens.issue(now + ttlSeconds * 1000);
  return prepare(snapshot.profile, { kind: 'token', token, ttlSeconds });
}

function refuseMethod({ profile }: Snapshot, { method }: ImdsRequest, allow: string): Prepared {
  return prepare(profile, { kind: method === 'OPTIONS' ? 'options' : 'method-not-allowed', allow });
}

/** What a notice answers instead of itself; `undefined` once it shows. */
function hideNotice(
  notice: NonNullable<Node['notice']>,
  path: string,
  snapshot: Snapshot,
  { clients, observe }: State,
  { client }: ImdsRequest,
  now: number,
): Prepared | undefined {
  const limit = snapshot.eligibleClients;
  if (!clients.admit(client, limit)) {
    observe({ kind: 'client-refused', path, client, limit });
    return snapshot.fixed.absent;
  }
  if (now >= notice.firesAt) return undefined;
  const { firesAt, delaySec, before = snapshot.fixed.absent } = notice;
  const { outcome } = before;
  observe({
    kind: 'notice-pending',
    path,
    firesAt,
    now,
    ...(delaySec !== undefined && { delaySec }),
    ...(outcome.kind === 'leaf' && { before: outcome.content }),
  });
  return before;
}

/** A category that throws spoils its own path alone. */
function contentOf(
  { content }: Node,
  path: string,
  snapshot: Snapshot,
  { observe }: State,
  now: number,
): Prepared {
  if (typeof content !== 'function') return content;
  try {
    return content(now);
  } catch (error) {
    observe({ kind: 'leaf-failed', path, error });
    return snapshot.fixed.failed;
  }
}
