import type { Clock, Mac, Random } from '../ambient.ts';
import { systemClock, systemRandom } from '../ambient.ts';
import type { Change } from '../changes/change.ts';
import { applyChange, applyChanges, canonicalChange } from '../changes/change.ts';
import type { ChangeList } from '../changes/change-list.ts';
import { appendChange, NO_CHANGES } from '../changes/change-list.ts';
import type { Compile } from '../compile/compile.ts';
import { compileInSteps } from '../compile/compile.ts';
import type { Prepared } from '../compile/node.ts';
import { prepare } from '../compile/node.ts';
import type { ServiceFacts } from '../compile/services.ts';
import type { ServedSnapshot, Snapshot } from '../compile/snapshot.ts';
import type { ImdsSpec } from '../compile/spec.ts';
import type { Steps } from '../compile/steps.ts';
import { atOnce } from '../compile/steps.ts';
import type { Exchange } from '../contract/exchange.ts';
import type { IdentitySigner } from '../contract/identity-signer.ts';
import type { Answer, Outcome } from '../contract/profile.ts';
import type { Call, ImdsEvent, ImdsRequest } from '../contract/request.ts';
import type { FaultEffect } from '../faults/active-fault.ts';
import { changeExchange, outcomeOf } from '../faults/change-answer.ts';
import type { Faults } from '../faults/faults.ts';
import { createCall } from './call.ts';
import type { Clients } from './clients.ts';
import { createClients } from './clients.ts';
import type { State } from './respond.ts';
import { respond } from './respond.ts';
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
  /** Signs identity documents; without one their signatures are not served, but for AEMM's fixed ones. */
  readonly signer?: IdentitySigner;
  /** The time; the machine's if absent. */
  readonly clock?: Clock;
  /** The randomness; the platform's if absent. */
  readonly random?: Random;
  /** What goes wrong on purpose; nothing if absent. */
  readonly faults?: Faults;
  /** Called with what happens beside the answers. */
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
  /** Its time. */
  readonly clock: Clock;
  /** What goes wrong on purpose; `undefined`: nothing does. */
  readonly faults: Faults | undefined;
  /** What it serves now. */
  readonly snapshot: Snapshot;
  /** The clients that notices were shown to. */
  readonly clients: Clients;
  /** The services of its categories, which answer on ports of their own. */
  readonly services: readonly ServiceFacts[];
  /**
   * Answers a request to the service of a category.
   *
   * @throws whatever the code of the category throws
   */
  serve(category: string, request: ImdsRequest): Answer;
  /** Answers a request. */
  handle(request: ImdsRequest): Exchange;
  /**
   * Answers bytes that are not a request, or a request that is refused for any path.
   *
   * @param status - the status that HTTP has for it: 400, 408, 413, 417 or 431; 403 for a Host that is not ours
   */
  refuse(status: number, request?: ImdsRequest): Exchange;
  /** Answers a request that could not be answered because our own code failed. */
  fail(request: ImdsRequest): Exchange;
  /**
   * Serves another configuration from the next request on. What was changed since the start still holds, and delays
   * still count from there.
   *
   * @throws AemmError as {@link compileSnapshot} does, and then goes on as before
   */
  reload(spec: ImdsSpec): Snapshot;
  /**
   * Compiles a configuration with pauses, in which requests can be answered. A {@link Imds.reload} with the same object
   * then only swaps; if something was changed meanwhile, it compiles again.
   *
   * @throws AemmError from its steps, as {@link compileSnapshot} does
   */
  prepare(spec: ImdsSpec): Steps<void>;
  /**
   * Compiles what a change leads to, with pauses, in which requests can be answered. An {@link Imds.apply} of the same
   * object then only swaps; if something else was done meanwhile, it compiles again.
   *
   * @throws AemmError from its steps, as {@link Imds.apply} does
   */
  prepareChange(change: Change): Steps<void>;
  /** What was changed since the start or the last reset, in order. */
  readonly changes: readonly Change[];
  /**
   * Changes what is served, from the next request on.
   *
   * @throws AemmError as {@link compileSnapshot} does, and `AEMM_ACTION_UNKNOWN`, `AEMM_INPUT_INVALID`,
   * `AEMM_ACTION_REFUSED`, `AEMM_CHANGES_MANY`; and then changes nothing
   */
  apply(change: Change): Snapshot;
  /** Forgets every change, revoked tokens included, and to which clients notices were shown. */
  reset(): Snapshot;
}

/** A reload or a change that only has to be swapped in. */
interface PreparedSwap {
  /** The configuration or the change, as it was given. */
  readonly given: ImdsSpec | Change;
  /** Whether it still follows from what is served. */
  isCurrent(): boolean;
  readonly current: ImdsSpec;
  readonly snapshot: ServedSnapshot;
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
 * const { answer } = imds.handle({
 *   method: 'GET',
 *   path: '/latest/meta-data/instance-id',
 *   headers: {},
 *   client: '127.0.0.1',
 * });
 * ```
 * @throws AemmError as {@link compileSnapshot} does, and `AEMM_MAC_SHORT`
 * @public
 */
export function createImds(options: ImdsOptions): Imds {
  return createSharingImds(options);
}

/** What of a service it may share with others, or have from them. */
export interface SharedParts {
  /** When it started, in milliseconds since the Unix epoch; now if absent. */
  readonly startedAt?: number;
  /** How it compiles what it serves; each for itself if absent. */
  readonly compile?: Compile;
}

/** As {@link createImds}, for a service among others. */
export function createSharingImds(options: ImdsOptions & SharedParts): Imds {
  const {
    mac,
    clock = systemClock,
    random = systemRandom,
    observe = ignore,
    signer,
    faults,
    compile = compileInSteps,
  } = options;
  const tokens = createTokenAuthority(options.tokenSecret, mac, random);
  const clients = createClients();
  const state: State = { tokens, clients, observe };
  const { startedAt = clock.now() } = options;
  const origin = { startedAt, signer };
  let configured = options.spec;
  let changes = NO_CHANGES;
  // What follows from both.
  let current = configured;
  let snapshot = atOnce(compile(current, startedAt, signer));
  let prepared: PreparedSwap | undefined;

  const follow = (spec: ImdsSpec): Steps<ImdsSpec> => applyChanges(spec, changes.all, origin);

  /** Serves what follows from a configuration and changes of it; an error leaves everything as it is. */
  const serve = (
    spec: ImdsSpec,
    next: ImdsSpec,
    changed: ChangeList,
    made?: ServedSnapshot,
  ): Snapshot => {
    if (next !== current) snapshot = made ?? atOnce(compile(next, startedAt, signer));
    prepared = undefined;
    current = next;
    configured = spec;
    changes = changed;
    return snapshot;
  };

  function* prepareSwap(
    given: PreparedSwap['given'],
    next: ImdsSpec,
    isCurrent: PreparedSwap['isCurrent'],
  ): Steps<void> {
    const made = next === current ? snapshot : yield* compile(next, startedAt, signer);
    prepared = { given, isCurrent, current: next, snapshot: made };
  }

  const readyFor = (given: PreparedSwap['given']): PreparedSwap | undefined =>
    prepared?.given === given && prepared.isCurrent() ? prepared : undefined;

  const finish = ({ outcome, answer }: Prepared, call?: Call, now = clock.now()): Exchange => {
    const { profile } = snapshot;
    const known = call === undefined ? { outcome } : { call, outcome };
    if (profile.stamp === undefined) return { ...known, answer };
    return { ...known, answer: profile.stamp(answer, { ...known, now, startedAt }) };
  };

  /** What a fault makes of a request. What it answers instead of what is served issues no token and shows no notice. */
  const suffer = (call: Call, { strike: fault, change }: FaultEffect): Exchange => {
    if (fault.cut !== undefined) return { ...snapshot.fixed('unanswered'), call, fault };
    const outcome = change && outcomeOf(change);
    const made = outcome ? prepare(snapshot.profile, outcome) : respond(snapshot, state, call);
    const exchange = { ...finish(made, call, call.now), fault };
    const isAnswered = exchange.outcome.kind !== 'unanswered';
    return change && isAnswered ? changeExchange(exchange, change) : exchange;
  };

  return {
    startedAt,
    clock,
    faults,
    clients,
    get snapshot() {
      return snapshot;
    },
    get services() {
      return snapshot.services;
    },
    serve(category, request) {
      const service = snapshot.services.find((one) => one.category === category);
      if (service === undefined) throw new Error(`Category "${category}" has no service.`);
      return service.answer(request, clock.now());
    },
    handle(request) {
      const call = createCall(request, tokens, clock.now());
      const effect = faults?.size ? faults.strike(call) : undefined;
      if (effect !== undefined) return suffer(call, effect);
      return finish(respond(snapshot, state, call), call, call.now);
    },
    refuse(status, request) {
      const call = request && createCall(request, tokens, clock.now());
      const outcome: Outcome =
        status === 403 ? { kind: 'forbidden', reason: 'host' } : { kind: 'malformed', status };
      return finish(prepare(snapshot.profile, outcome), call);
    },
    fail(request) {
      const failed = snapshot.fixed('failed');
      try {
        return finish(failed, createCall(request, tokens, clock.now()));
      } catch {
        // What failed may be the profile itself.
        return failed;
      }
    },
    get changes() {
      return changes.all;
    },
    reload(spec) {
      const ready = readyFor(spec);
      return serve(spec, ready?.current ?? atOnce(follow(spec)), changes, ready?.snapshot);
    },
    *prepare(spec) {
      const before = changes;
      yield* prepareSwap(spec, yield* follow(spec), () => changes === before);
    },
    *prepareChange(change) {
      const before = [configured, changes] as const;
      const isCurrent = () => configured === before[0] && changes === before[1];
      yield* prepareSwap(change, applyChange(current, canonicalChange(change), origin), isCurrent);
    },
    apply(given) {
      const ready = readyFor(given);
      const change = canonicalChange(given);
      const next = ready?.current ?? applyChange(current, change, origin);
      const served = serve(configured, next, appendChange(changes, change), ready?.snapshot);
      if (change.kind === 'revoke-tokens') tokens.revoke();
      return served;
    },
    reset() {
      const served = serve(configured, configured, NO_CHANGES);
      clients.reset();
      tokens.reset();
      return served;
    },
  };
}

const ignore = (): void => {};
