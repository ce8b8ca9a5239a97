import type { Clock, Mac, Random } from '../ambient.ts';
import { systemClock, systemRandom } from '../ambient.ts';
import type { Prepared, Snapshot } from '../compile/snapshot.ts';
import { compileSnapshot, prepare } from '../compile/snapshot.ts';
import type { ImdsSpec } from '../compile/spec.ts';
import type { Answer, Exchange, Outcome } from '../contract/profile.ts';
import type { ImdsEvent, ImdsRequest } from '../contract/request.ts';
import type { Clients } from './clients.ts';
import { createClients } from './clients.ts';
import type { State } from './respond.ts';
import { respond, TOKEN_HEADER } from './respond.ts';
import type { TokenAuthority } from './tokens.ts';
import { createTokenAuthority } from './tokens.ts';

/**
 * What a simulated IMDS is made from.
 *
 * @public
 */
export interface ImdsOptions {
  /** What it serves. */
  readonly spec: ImdsSpec;
  /** Signs session tokens. */
  readonly mac: Mac;
  /** The key that session tokens are signed with; mocks that share it accept each other's tokens. Random if absent. */
  readonly tokenSecret?: Uint8Array;
  /** The time; the machine's if absent. */
  readonly clock?: Clock;
  /** The randomness; the platform's if absent. */
  readonly random?: Random;
  /** Is told what happens beside the answers. */
  readonly observe?: (event: ImdsEvent) => void;
}

/**
 * A simulated instance metadata service, without a server: request in, answer out.
 *
 * @public
 */
export interface Imds {
  /** When it started, in milliseconds since the Unix epoch. */
  readonly startedAt: number;
  /** What it serves now. */
  readonly snapshot: Snapshot;
  /** The clients that notices were shown to. */
  readonly clients: Clients;
  /** Answers a request. */
  handle(request: ImdsRequest): Answer;
  /**
   * Answers what HTTP forbids to answer otherwise: bytes that are no request, or a request that is refused whatever it
   * asks for.
   *
   * @param status - the status that HTTP has for it: 400, 408, 413, 417 or 431
   */
  refuse(status: number, request?: ImdsRequest): Answer;
  /** Answers a request that could not be answered because our own code failed. */
  fail(request: ImdsRequest): Answer;
  /** Answers a request, before a profile gives it a wire format. */
  decide(request: ImdsRequest): Outcome;
  /**
   * Serves something else from the next request on; delays still count from the start.
   *
   * @throws AemmError as {@link compileSnapshot} does, and then goes on as before
   */
  reload(spec: ImdsSpec): Snapshot;
}

/**
 * Creates a simulated instance metadata service.
 *
 * @example
 * ```ts
 * import { createHmac } from 'node:crypto';
 *
 * const imds = createImds({
 *   spec: { categories: bundledCategories },
 *   mac: (key, message) => createHmac('sha256', key).update(message).digest(),
 * });
 * imds.handle({ method: 'GET', path: '/latest/meta-data/instance-id', headers: {}, client: '127.0.0.1' }).body;
 * ```
 * @throws AemmError as {@link compileSnapshot} does, and `AEMM_MAC_SHORT`
 * @public
 */
export function createImds(options: ImdsOptions): Imds {
  const { mac, clock = systemClock, random = systemRandom, observe = ignore } = options;
  const tokens = createTokenAuthority(options.tokenSecret, mac, random);
  const clients = createClients();
  const state: State = { tokens, clients, observe };
  const startedAt = clock.now();
  let snapshot = compileSnapshot(options.spec, startedAt);

  const finish = (
    { outcome, answer }: Prepared,
    now: number,
    request: ImdsRequest | undefined,
  ): Answer => {
    const { profile } = snapshot;
    if (profile.stamp === undefined) return answer;
    return profile.stamp(answer, { outcome, now, ...(request && told(request, tokens, now)) });
  };

  return {
    startedAt,
    clients,
    get snapshot() {
      return snapshot;
    },
    handle(request) {
      const now = clock.now();
      return finish(respond(snapshot, state, request, now), now, request);
    },
    refuse: (status, request) =>
      finish(prepare(snapshot.profile, { kind: 'malformed', status }), clock.now(), request),
    fail(request) {
      const { failed } = snapshot.fixed;
      try {
        return finish(failed, clock.now(), request);
      } catch {
        // What failed may be the profile itself.
        return failed.answer;
      }
    },
    decide: (request) => respond(snapshot, state, request, clock.now()).outcome,
    reload(spec) {
      snapshot = compileSnapshot(spec, startedAt);
      return snapshot;
    },
  };
}

const ignore = (): void => {};

/** What a request tells a profile. */
function told(
  request: ImdsRequest,
  tokens: TokenAuthority,
  now: number,
): Pick<Exchange, 'request' | 'tokenExpiresAt'> {
  const token = request.headers[TOKEN_HEADER];
  const tokenExpiresAt = typeof token === 'string' ? tokens.expiryOf(token) : undefined;
  return tokenExpiresAt === undefined || tokenExpiresAt <= now
    ? { request }
    : { request, tokenExpiresAt };
}
