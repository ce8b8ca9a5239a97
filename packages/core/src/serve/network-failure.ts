import type { Cut } from '../contract/exchange.ts';

/** How a connection failed. */
type Failure = Exclude<Cut, 'hang'> | 'refuse';

/** With the codes of `fetch` in Node, by which clients distinguish failures. */
const CAUSES: Readonly<Record<Failure, { readonly code: string; readonly text: string }>> = {
  refuse: { code: 'ECONNREFUSED', text: 'refused the connection' },
  reset: { code: 'ECONNRESET', text: 'reset the connection' },
  close: { code: 'UND_ERR_SOCKET', text: 'closed the connection without an answer' },
  truncate: { code: 'UND_ERR_SOCKET', text: 'closed the connection before the end of the body' },
};

/** The error that `fetch` has for a connection that a fault made fail. */
export function networkFailure(failure: Failure, fault: string): TypeError {
  const { code, text } = CAUSES[failure];
  const cause = Object.assign(new Error(`Fault "${fault}" ${text}.`), { code });
  return new TypeError(failure === 'truncate' ? 'terminated' : 'fetch failed', { cause });
}
