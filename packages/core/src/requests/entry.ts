import type { Exchange } from '../contract/exchange.ts';
import type { ImdsVersion, TokenState } from '../contract/request.ts';
import { canonicalAddress } from '../text/ip.ts';
import { pathOf } from './path-of.ts';
import type { Texts } from './texts.ts';

/**
 * A request that was answered, as plain JSON. It never holds a token, a credential, user data or a query.
 *
 * @public
 */
export interface JournalEntry {
  /** Its number, which only grows: a cursor. */
  readonly id: number;
  /** When the request came, by the clock of the mock, in RFC 3339. */
  readonly time: string;
  /** The address of the client; empty where the bytes were not a request. */
  readonly client: string;
  /** The method; `-` where the bytes were not a request. */
  readonly method: string;
  /** The canonical path, or what was asked for where it has none; `-` where the bytes were not a request. */
  readonly path: string;
  /** The version of IMDS that it speaks; absent where the bytes were not a request. */
  readonly imds?: ImdsVersion;
  /** What its session token is worth; absent where the bytes were not a request. */
  readonly token?: TokenState;
  /** The status of the answer; 0 if there was none. */
  readonly status: number;
  /** What the client calls itself. */
  readonly userAgent?: string;
  /** Milliseconds from the request to the end of the answer. */
  readonly ms: number;
  /** The name of the fault that struck it. */
  readonly fault?: string;
}

/** Clients that send a token where it does not belong must not leak it here. */
const TOKEN = /AQAEA[\w-]{49}(?:={0,2})/g;

/**
 * An entry as it is kept: its time is written when somebody reads it. It is filled again with a later entry, so that a
 * request leaves nothing that lives through a collection of garbage.
 */
export class Kept {
  id = 0;
  at = 0;
  client = '';
  method = '-';
  path = '-';
  imds: ImdsVersion | undefined = undefined;
  token: TokenState | undefined = undefined;
  status = 0;
  userAgent: string | undefined = undefined;
  ms = 0;
  fault: string | undefined = undefined;

  /** Takes what is to be kept of an exchange. */
  fill(id: number, exchange: Exchange, ms: number, at: number, texts: Texts): void {
    const { call, fault } = exchange;
    const userAgent = call?.request.headers['user-agent'];
    this.id = id;
    this.at = at;
    this.client = call === undefined ? '' : texts.share(canonicalAddress(call.request.client));
    this.method = call === undefined ? '-' : texts.share(call.request.method);
    this.path = call === undefined ? '-' : texts.share(redact(pathOf(call)));
    this.imds = call?.imds;
    this.token = call?.token;
    this.status = statusOf(exchange);
    this.userAgent = typeof userAgent === 'string' ? texts.share(redact(userAgent)) : undefined;
    this.ms = ms;
    this.fault = fault?.name;
  }
}

/** An entry for its readers. */
export function entryOf({
  id,
  at,
  client,
  method,
  path,
  imds,
  token,
  status,
  userAgent,
  ms,
  fault,
}: Kept): JournalEntry {
  return {
    id,
    time: new Date(at).toISOString(),
    client,
    method,
    path,
    ...(imds !== undefined && { imds }),
    ...(token !== undefined && { token }),
    status,
    ...(userAgent !== undefined && { userAgent }),
    ms,
    ...(fault !== undefined && { fault }),
  };
}

/** About how many bytes an entry takes. */
export function sizeOf({ client, method, path, userAgent = '', fault = '' }: Kept): number {
  return 200 + client.length + method.length + path.length + userAgent.length + fault.length;
}

/** The status of an answer; 0: none was sent. */
export function statusOf({ answer, outcome, fault }: Exchange): number {
  if (outcome.kind === 'unanswered') return 0;
  return fault?.cut === undefined || fault.cut === 'truncate' ? answer.status : 0;
}

function redact(text: string): string {
  return text.includes('AQAEA') ? text.replace(TOKEN, '[token]') : text;
}
