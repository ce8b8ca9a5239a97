import type { Exchange, Strike } from '../contract/exchange.ts';
import { headerEntries } from '../contract/header-entries.ts';
import type { Answer, Outcome } from '../contract/profile.ts';
import type { FaultEffect } from './active-fault.ts';

type Change = NonNullable<FaultEffect['change']>;

const encoder = new TextEncoder();

/** What a request results in where a fault decides it; `undefined`: what is served. */
export function outcomeOf({ status, rejectTokens }: Change): Outcome | undefined {
  if (rejectTokens) return { kind: 'unauthorized' };
  return status === undefined ? undefined : { kind: 'fault', status };
}

/** Changes body, type and length of the answer of a request that a fault struck. */
export function changeExchange(
  exchange: Exchange & { readonly fault: Strike },
  { body, contentType, truncate }: Change,
): Exchange {
  let { answer } = exchange;
  if (body !== undefined) answer = withBody(answer, body);
  if (contentType !== undefined) answer = withHeader(answer, 'Content-Type', contentType);
  const part = truncate === undefined ? undefined : partOf(answer, truncate);
  const hasBody = exchange.call?.request.method !== 'HEAD';
  if (part === undefined || !hasBody) return { ...exchange, answer };
  const fault: Strike = { ...exchange.fault, cut: 'truncate' };
  return { ...exchange, answer: { ...answer, body: part }, fault };
}

/** The first bytes of a body; `undefined` if that is all of it. */
function partOf({ body }: Answer, bytes: number): Uint8Array | undefined {
  const whole = typeof body === 'string' ? encoder.encode(body) : body;
  return whole.length > bytes ? whole.subarray(0, bytes) : undefined;
}

function withBody(answer: Answer, body: string): Answer {
  const length = encoder.encode(body).length;
  return { ...withHeader(answer, 'Content-Length', String(length)), body };
}

/** Replaces the value of a header where it stands; adds it at the end if it is missing. */
function withHeader(answer: Answer, name: string, value: string): Answer {
  const entries = headerEntries(answer);
  const at = entries.findIndex(([other]) => other.toLowerCase() === name.toLowerCase());
  if (at < 0) entries.push([name, value]);
  else entries[at] = [entries[at]?.[0] ?? name, value];
  return { ...answer, headers: entries.flat() };
}
