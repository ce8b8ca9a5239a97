import type { Clock, Mac, Random } from '../ambient.ts';
import type { Change } from '../changes/change.ts';
import type { ServiceFacts } from '../compile/services.ts';
import type { Snapshot } from '../compile/snapshot.ts';
import type { ImdsSpec } from '../compile/spec.ts';
import type { Steps } from '../compile/steps.ts';
import type { Exchange } from '../contract/exchange.ts';
import type { IdentitySigner } from '../contract/identity-signer.ts';
import type { Answer } from '../contract/profile.ts';
import type { ImdsEvent, ImdsRequest } from '../contract/request.ts';
import type { Faults } from '../faults/faults.ts';
import type { Clients } from './clients.ts';

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
