import type { Prepared } from '../compile/node.ts';
import type { ServedSnapshot } from '../compile/snapshot.ts';
import type { Outcome } from '../contract/profile.ts';
import type { Call } from '../contract/request.ts';
import { TOKEN_PATH } from '../contract/request.ts';
import { withoutQuery } from '../text/path.ts';
import type { TokenAuthority } from './tokens.ts';
import { parseTtl } from './tokens.ts';

const TOKEN_METHODS = 'OPTIONS, PUT';
const METADATA_METHODS = 'GET, HEAD, OPTIONS';

const TTL_HEADER = 'x-aws-ec2-metadata-token-ttl-seconds';

/** What the gate asks. */
export interface Gate {
  readonly tokens: TokenAuthority;
}

/** What a request results in that reaches no path; `undefined`: it passes. */
export function passGate(
  snapshot: ServedSnapshot,
  { tokens }: Gate,
  call: Call,
): Prepared | Outcome | undefined {
  const { metadataOptions, profile } = snapshot;
  if (metadataOptions.httpEndpoint === 'disabled') return { kind: 'forbidden', reason: 'disabled' };
  const { method } = call.request;
  if (isTokenPath(call, snapshot)) {
    return isTooFar(call, snapshot) ? snapshot.fixed('unanswered') : answerTokenPath(tokens, call);
  }
  if (method === 'PUT' && profile.policy.otherPut === 'forbidden') {
    return { kind: 'forbidden', reason: 'put' };
  }
  if (method !== 'GET' && method !== 'HEAD') return refuseMethod(method, METADATA_METHODS);
  // A token that is sent must be good, even where none is required, as with the real service.
  const isAuthorized =
    call.token === 'valid' || (call.token === 'none' && metadataOptions.httpTokens === 'optional');
  return isAuthorized ? undefined : snapshot.fixed('unauthorized');
}

function isTokenPath({ path, request }: Call, { profile }: ServedSnapshot): boolean {
  if (path !== TOKEN_PATH) return false;
  if (request.method !== 'PUT' || profile.policy.tokenPath === 'with-slash') return true;
  return !withoutQuery(request.path).endsWith('/');
}

/** The answer to the PUT of a client beyond the hop limit is lost on its way. */
function isTooFar({ request }: Call, { metadataOptions, hopsOf }: ServedSnapshot): boolean {
  const limit = metadataOptions.httpPutResponseHopLimit;
  return limit !== undefined && request.method === 'PUT' && hopsOf(request.client) > limit;
}

function answerTokenPath(tokens: TokenAuthority, { request, now }: Call): Outcome {
  const { method, headers } = request;
  if (method !== 'PUT') return refuseMethod(method, TOKEN_METHODS);
  // A token must not reach a client behind a misconfigured proxy.
  if (headers['x-forwarded-for'] !== undefined) return { kind: 'forbidden', reason: 'forwarded' };
  const ttl = headers[TTL_HEADER];
  if (ttl === undefined) return { kind: 'token-refused', reason: 'no-ttl' };
  const ttlSeconds = parseTtl(ttl);
  if (ttlSeconds === undefined) return { kind: 'token-refused', reason: 'bad-ttl' };
  return { kind: 'token', token: tokens.issue(now + ttlSeconds * 1000), ttlSeconds };
}

function refuseMethod(method: string, allow: string): Outcome {
  return { kind: method === 'OPTIONS' ? 'options' : 'method-not-allowed', allow };
}
