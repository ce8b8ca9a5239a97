import type { Exchange } from '../contract/exchange.ts';
import type { ImdsVersion } from '../contract/request.ts';

/**
 * How many requests of a kind there were.
 *
 * @public
 */
export interface RequestCount {
  /** The status of the answers; 0: none. */
  readonly status: number;
  /** The version of IMDS; absent where the bytes were not a request. */
  readonly imds?: ImdsVersion;
  /** How many. */
  readonly count: number;
}

/**
 * How many requests there were since the start. They go on when entries are dropped or cleared.
 *
 * @public
 */
export interface JournalCounts {
  /** By status and version of IMDS. */
  readonly requests: readonly RequestCount[];
  /** Requests without a token that were answered, as CloudWatch counts them in `MetadataNoToken`. */
  readonly noToken: number;
  /** Requests that were refused for lack of a token, as CloudWatch counts them in `MetadataNoTokenRejected`. */
  readonly noTokenRejected: number;
}

/** Counts exchanges. */
export interface Counter {
  add(exchange: Exchange, status: number): void;
  read(): JournalCounts;
}

export function createCounter(): Counter {
  const requests = new Map<string, RequestCount>();
  let noToken = 0;
  let noTokenRejected = 0;
  return {
    add({ call, outcome }, status) {
      const imds = call?.imds;
      const key = `${status} ${imds}`;
      const count = (requests.get(key)?.count ?? 0) + 1;
      requests.set(key, imds === undefined ? { status, count } : { status, imds, count });
      if (call === undefined || call.imds !== 'v1') return;
      if (status >= 200 && status < 300) noToken++;
      if (status !== 0 && outcome.kind === 'unauthorized') noTokenRejected++;
    },
    read: () => ({ requests: [...requests.values()], noToken, noTokenRejected }),
  };
}
