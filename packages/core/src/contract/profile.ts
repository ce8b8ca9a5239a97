import type { InstanceDescription } from '../instance/description.ts';
import type { Instance } from '../instance/instance.ts';
import type { Content, Value } from './content.ts';
import type { Call } from './request.ts';

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
  /** How EC2 lists it, where that is not its name: `0=my-key`. */
  readonly label?: string;
}

/**
 * The result of a request, before a profile gives it a wire format.
 *
 * @public
 */
export type Outcome =
  | { readonly kind: 'leaf'; readonly path: string; readonly content: Content }
  | { readonly kind: 'listing'; readonly path: string; readonly entries: readonly ListingEntry[] }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unauthorized' }
  | { readonly kind: 'token'; readonly token: string; readonly ttlSeconds: number }
  | { readonly kind: 'token-refused'; readonly reason: TokenRefusal }
  | { readonly kind: 'forbidden'; readonly reason: ForbiddenReason }
  | { readonly kind: 'method-not-allowed'; readonly allow: string }
  | { readonly kind: 'options'; readonly allow: string }
  | { readonly kind: 'unanswered' }
  | { readonly kind: 'failed' }
  | { readonly kind: 'malformed'; readonly status: number }
  | { readonly kind: 'fault'; readonly status: number };

/**
 * Why a token was not issued: the request has no lifetime for it, or one that is not 1 to 21600 seconds.
 *
 * @public
 */
export type TokenRefusal = 'no-ttl' | 'bad-ttl';

/**
 * Why a request is forbidden: a token was asked for through a proxy (`X-Forwarded-For`), something other than a token
 * was asked for by PUT, the metadata endpoint is disabled, or the Host header names another server.
 *
 * @public
 */
export type ForbiddenReason = 'forwarded' | 'put' | 'disabled' | 'host';

/**
 * Whose service is simulated: the instance it has by default, its rules and its wire format.
 *
 * @public
 */
export interface Profile {
  /** Its name: `aemm`. */
  readonly id: string;
  /** {@inheritDoc Policy} */
  readonly policy: Policy;
  /** Default values of the service that its base instance does not explain, by section and key: `metadata.events`. */
  readonly exceptions?: Readonly<Record<string, readonly DefaultException[]>>;
  /** The instance that it simulates where nothing is configured, complete and coherent. */
  base(origin: BaseOrigin): Instance;
  /** Turns an outcome into what goes onto the wire. Pure: what does not change is rendered once. */
  render(outcome: Outcome): Answer;
  /**
   * Adds headers that only this exchange knows, such as the time and the seconds that its token has left. Called for
   * every answer, also for bytes that are not a request. It must not change the status. Without it answers go out as
   * they were rendered.
   */
  stamp?(answer: Answer, circumstances: Circumstances): Answer;
}

/**
 * The rules of a service, where they differ.
 *
 * @public
 */
export interface Policy {
  /** The dated versions it serves beside `latest`, oldest first. */
  readonly builds: readonly string[];
  /** Whether default times in notices move with each request or stand still from when the notice fired. */
  readonly noticeTime: NoticeTime;
  /** Whether a notice is listed before it fires. */
  readonly pendingNotices: 'listed' | 'hidden';
  /** Whether notices fire that nothing was configured for. */
  readonly unconfiguredNotices: 'fire' | 'wait';
  /** Whether notices of categories that are not served are absent, or wait for ever. */
  readonly otherNotices: 'absent' | 'wait';
  /** Whether a description that EC2 would refuse draws a warning or is refused. */
  readonly unrealInstance: 'warn' | 'refuse';
  /** Whether a token is issued at the token path alone, or with a slash at its end too. */
  readonly tokenPath: 'exact' | 'with-slash';
  /** How a PUT anywhere else is answered. */
  readonly otherPut: 'method-not-allowed' | 'forbidden';
  /** Whether HTTP/1.1 requests need a `Host` header, as RFC 9112 demands. */
  readonly host: 'required' | 'optional';
  /** Whether `Expect: 100-continue` is met or refused with 417. */
  readonly expectations: 'meet' | 'refuse';
  /** The version of HTTP in a status line: always 1.1, or that of the request. */
  readonly httpVersion: '1.1' | 'as-asked';
}

/**
 * A default value of a service that its base instance does not explain.
 *
 * @public
 */
export interface DefaultException {
  /** It holds only while none of these fields of the instance is configured; absent: always. */
  readonly unless?: readonly (keyof InstanceDescription | CredentialsField)[];
  /** The value, or how it follows; `null`: not there. The fields of an object replace those of the default value. */
  readonly value?: Value | ((instance: Instance) => Value);
  /** `true`: the default value of the category is not made at all. */
  readonly instead?: true;
  /** The order of the fields of an object. */
  readonly order?: readonly string[];
}

/**
 * What a base instance is made from.
 *
 * @public
 */
export interface BaseOrigin {
  /** The number that ids are drawn from, where the base draws them. */
  readonly seed: number | undefined;
  /** When the mock started, in milliseconds since the Unix epoch. */
  readonly startedAt: number;
}

/**
 * {@inheritDoc Policy.noticeTime}
 *
 * @public
 */
export type NoticeTime = 'request' | 'fired';

/**
 * The circumstances of one answer.
 *
 * @public
 */
export interface Circumstances {
  /** What the answer was rendered from. */
  readonly outcome: Outcome;
  /** The request; absent where the bytes were none. */
  readonly call?: Call;
  /** Milliseconds since the Unix epoch. */
  readonly now: number;
  /** When the mock started, in milliseconds since the Unix epoch. */
  readonly startedAt: number;
}

/**
 * What of a spec decides about credentials.
 *
 * @public
 */
export type CredentialsField = 'freshCredentials' | 'iamError' | 'roleCredentials';
