import type { Content } from './content.ts';
import type { ImdsRequest } from './request.ts';

/**
 * What goes onto the wire.
 *
 * @public
 */
export interface Answer {
  /** The HTTP status. */
  readonly status: number;
  /** The status text, where it is not the standard one. */
  readonly reason?: string;
  /** Names and values in turn, in the order and case in which they are sent. */
  readonly headers: readonly string[];
  /** The body of a GET; HEAD sends its headers alone. */
  readonly body: string | Uint8Array;
  /** Whether these are all headers there are. If absent, the server adds `Date` and `Connection` where they are missing. */
  readonly complete?: true;
}

/**
 * A name in a listing.
 *
 * @public
 */
export interface ListingEntry {
  /** The last segment of the path. */
  readonly name: string;
  /** Whether there are paths below it. */
  readonly directory: boolean;
}

/**
 * What a request came to, before a profile gives it a wire format.
 *
 * @public
 */
export type Outcome =
  | { readonly kind: 'leaf'; readonly path: string; readonly content: Content }
  | { readonly kind: 'listing'; readonly path: string; readonly entries: readonly ListingEntry[] }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unauthorized' }
  | { readonly kind: 'token'; readonly token: string; readonly ttlSeconds: number }
  | { readonly kind: 'token-refused' }
  | { readonly kind: 'forwarded' }
  | { readonly kind: 'method-not-allowed'; readonly allow: string }
  | { readonly kind: 'options'; readonly allow: string }
  | { readonly kind: 'failed' }
  | { readonly kind: 'malformed'; readonly status: number };

/**
 * Whose wire format is spoken.
 *
 * @public
 */
export interface Profile {
  /** Its name: `aemm`. */
  readonly id: string;
  /** Whether default times in notices move with each request or stand still from when the notice fired. */
  readonly noticeTime: NoticeTime;
  /** Turns an outcome into what goes onto the wire. Pure: what does not change is rendered once. */
  render(outcome: Outcome): Answer;
  /**
   * Adds what only this exchange knows, such as the time and the seconds that its token has left. Asked for every answer,
   * refusals of what is no request included; without it answers go out as they were rendered.
   */
  stamp?(answer: Answer, exchange: Exchange): Answer;
}

/**
 * {@inheritDoc Profile.noticeTime}
 *
 * @public
 */
export type NoticeTime = 'request' | 'fired';

/**
 * The circumstances of one answer.
 *
 * @public
 */
export interface Exchange {
  /** What the answer was rendered from. */
  readonly outcome: Outcome;
  /** The request; absent where the bytes were none. */
  readonly request?: ImdsRequest;
  /** Milliseconds since the Unix epoch. */
  readonly now: number;
  /** When the session token of the request expires; absent without a valid one. */
  readonly tokenExpiresAt?: number;
}
