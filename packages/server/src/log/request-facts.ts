import type { Exchange, ForbiddenReason, ImdsVersion, Strike, TokenState } from '@aemm/core';

/**
 * What a log says of a request beside its line: never a token, a credential or user data.
 *
 * @public
 */
export interface RequestFacts {
  /** Which version of IMDS it speaks; absent where the bytes were not a request. */
  readonly imds?: ImdsVersion | undefined;
  /** Why it was refused. */
  readonly reason?: string | undefined;
}

const TOKENS: Readonly<Record<TokenState, string>> = {
  none: 'no token',
  valid: 'token valid',
  expired: 'token expired',
  unknown: 'token unknown',
};

const FORBIDDEN: Readonly<Record<ForbiddenReason, string>> = {
  forwarded: 'X-Forwarded-For',
  put: 'PUT beside the token path',
  disabled: 'endpoint disabled',
  host: 'Host not allowed',
};

/** What to log of an exchange. */
export function factsOf(exchange: Partial<Exchange>): RequestFacts {
  return { imds: exchange.call?.imds, reason: reasonOf(exchange) };
}

function reasonOf({ outcome, call, fault }: Partial<Exchange>): string | undefined {
  if (fault !== undefined) return describeFault(fault);
  switch (outcome?.kind) {
    case 'unauthorized':
      return TOKENS[call?.token ?? 'none'];
    case 'token-refused':
      return outcome.reason === 'no-ttl' ? 'no TTL' : 'TTL not from 1 to 21600';
    case 'forbidden':
      return FORBIDDEN[outcome.reason];
    case 'unanswered':
      return 'beyond the hop limit';
    default:
      return undefined;
  }
}

function describeFault({ name, latencyMs, cut }: Strike): string {
  const wait = latencyMs === undefined ? [] : [`${latencyMs} ms`];
  return [`fault ${name}`, ...wait, ...(cut === undefined ? [] : [cut])].join(', ');
}
