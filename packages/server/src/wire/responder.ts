import type { Clock, Exchange, ImdsRequest, Journal, Profile } from '@aemm/core';

/**
 * An answer, and what is known of the exchange that it ends.
 *
 * @public
 */
export type Reply = Pick<Exchange, 'answer'> & Partial<Exchange> & { readonly owner?: ReplyOwner };

/**
 * Whose reply it is, where several mocks answer at one server.
 *
 * @public
 */
export interface ReplyOwner {
  /** Its clock. */
  readonly clock: Clock;
  /** Where its requests are entered; nowhere if absent. */
  readonly journal?: Journal;
}

/**
 * What answers requests: a simulated IMDS, or another service on a port of its own.
 *
 * @public
 */
export interface Responder {
  /** Its profile, whose policy applies to what arrives. */
  readonly snapshot: { readonly profile: Pick<Profile, 'policy'> };
  /** Answers a request. */
  handle(request: ImdsRequest): Reply;
  /** Answers bytes that are not a request, or a request that is refused for any path: see `Imds.refuse`. */
  refuse(status: number, request?: ImdsRequest): Reply;
  /** Answers a request that could not be answered because our own code failed. */
  fail(request: ImdsRequest): Reply;
}
