import type { Content } from './content.ts';

/** The one path that issues session tokens: dated versions of the tree have none. */
export const TOKEN_PATH = '/latest/api/token';

/**
 * A request as core sees it.
 *
 * @public
 */
export interface ImdsRequest {
  /** The method, in capitals. */
  readonly method: string;
  /** The request target: path and query as they were sent. */
  readonly path: string;
  /** Headers by lower-cased name. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** The address of the client. */
  readonly client: string;
  /** The port that it came to, by which a fleet may distinguish its instances. */
  readonly port?: number | undefined;
}

/**
 * A request as it was understood.
 *
 * @public
 */
export interface Call {
  /** The request itself. */
  readonly request: ImdsRequest;
  /** Its canonical path; `undefined` if it climbs above the root or does not decode. */
  readonly path: string | undefined;
  /** When it came, in milliseconds since the Unix epoch. */
  readonly now: number;
  /** Which version of IMDS it speaks: 2 if it carries a session token or asks for one. */
  readonly imds: ImdsVersion;
  /** Its session token. */
  readonly token: TokenState;
  /** When a valid session token expires, in milliseconds since the Unix epoch. */
  readonly tokenExpiresAt?: number;
}

/**
 * A version of IMDS.
 *
 * @public
 */
export type ImdsVersion = 'v1' | 'v2';

/**
 * What a session token is worth: there is `none`, it is `valid` or `expired`, or it is `unknown`, which a malformed one
 * and that of another instance are too.
 *
 * @public
 */
export type TokenState = 'none' | 'valid' | 'expired' | 'unknown';

/**
 * What happened beside an answer, for a log.
 *
 * - `notice-pending`: a notice was asked for before its time; times in milliseconds since the Unix epoch, `delaySec` if
 *   its time follows from a delay, `before` what it answers until then if that is not 404
 * - `client-refused`: a notice was asked for by one client too many
 * - `leaf-failed`: the code of a category threw, and its path answered 500
 * - `scenario-step`: a scenario did a step, or could not: then there is a reason
 * - `reload-refused`: an instance of a fleet cannot serve a configuration that was reloaded, and stays as it was
 *
 * @public
 */
export type ImdsEvent =
  | {
      readonly kind: 'notice-pending';
      readonly path: string;
      readonly firesAt: number;
      readonly delaySec?: number;
      readonly now: number;
      readonly before?: Content;
    }
  | {
      readonly kind: 'client-refused';
      readonly path: string;
      readonly client: string;
      readonly limit: number;
    }
  | { readonly kind: 'leaf-failed'; readonly path: string; readonly error: unknown }
  | {
      readonly kind: 'scenario-step';
      readonly step: string;
      readonly reason: string | undefined;
    }
  | { readonly kind: 'reload-refused'; readonly instance: string; readonly reason: string };
