import type { Answer, Outcome } from './profile.ts';
import type { Call } from './request.ts';

/**
 * A request, what it resulted in, and how that goes onto the wire.
 *
 * @public
 */
export interface Exchange {
  /** The request as it was understood; absent where the bytes were none. */
  readonly call?: Call;
  /** What it resulted in. */
  readonly outcome: Outcome;
  /** How that goes onto the wire. */
  readonly answer: Answer;
  /** The fault that struck it. What changes the answer has changed it already; the rest is for the server to do. */
  readonly fault?: Strike;
}

/**
 * How a fault struck a request.
 *
 * @public
 */
export interface Strike {
  /** The name of the fault, or its generated id. */
  readonly name: string;
  /** Milliseconds by the clock of the mock that the answer waits. */
  readonly latencyMs?: number;
  /** How the connection ends instead of, or within, the answer. */
  readonly cut?: Cut;
}

/**
 * How a fault cuts an exchange: the connection is reset, accepts the request and is never answered, is closed without an
 * answer, or is closed after a part of it.
 *
 * @public
 */
export type Cut = 'reset' | 'hang' | 'close' | 'truncate';
