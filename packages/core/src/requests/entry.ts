import type { Exchange } from '../contract/exchange.ts';
import type { ImdsVersion, TokenState } from '../contract/request.ts';
import { canonicalAddress } from '../text/ip.ts';
import { pathOf } from './path-of.ts';

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

/** An entry as it is kept: its time is written when somebody reads it. */
export type Kept = Omit<JournalEntry, 'time'> & { readonly at: number };

/** Clients that send a token where it does not belong must not leak it here. */
const TOKEN = /AQAEA[\w-]{49}(?:={0,2})/g;

/** What to keep of an exchange. */
export function keep(id: number, exchange: Exchange, ms: number, now: number): Kept {
  const { call, answer, fault } = exchange;
  const status = isUnanswered(exchange) ? 0 : answer.status;
  const struck = fault === undefined ? {} : { fault: fault.name };
  if (call === undefined) {
    return { id, at: now, client: '', method: '-', path: '-', status, ms, ...struck };
  }
  const { request, imds, token, now: at } = call;
  const userAgent = request.headers['user-agent'];
  return {
    id,
    at,
    client: canonicalAddress(request.client),
    method: request.method,
    path: redact(pathOf(call)),
    imds,
    token,
    status,
    ...(typeof userAgent === 'string' && { userAgent: redact(userAgent) }),
    ms,
    ...struck,
  };
}

/** An entry for its readers. */
export function entryOf({ id, at, ...rest }: Kept): JournalEntry {
  return { id, time: new Date(at).toISOString(), ...rest };
}

/** About how many bytes an entry takes. */
export function sizeOf({ client, method, path, userAgent = '', fault = '' }: Kept): number {
  return 200 + client.length + method.length + path.length + userAgent.length + fault.length;
}

function isUnanswered({ outcome, fault }: Exchange): boolean {
  if (outcome.kind === 'unanswered') return true;
  return fault?.cut !== undefined && fault.cut !== 'truncate';
}

function redact(text: string): string {
  return text.includes('AQAEA') ? text.replace(TOKEN, '[token]') : text;
}
