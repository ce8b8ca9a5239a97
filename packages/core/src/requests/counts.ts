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

const VERSIONS: readonly (ImdsVersion | undefined)[] = [undefined, 'v1', 'v2'];

export function createCounter(): Counter {
  const requests = new Map<
    number,
    { -readonly [Name in keyof RequestCount]: RequestCount[Name] }
  >();
  let noToken = 0;
  let noTokenRejected = 0;
  return {
    add({ call, outcome }, status) {
      const imds = call?.imds;
      const key = status * VERSIONS.length + VERSIONS.indexOf(imds);
      const known = requests.get(key);
      if (known !== undefined) known.count++;
      else requests.set(key, { status, ...(imds !== undefined && { imds }), count: 1 });
      if (call === undefined || call.imds !== 'v1') return;
      if (status >= 200 && status < 300) noToken++;
      if (status !== 0 && outcome.kind === 'unauthorized') noTokenRejected++;
    },
    read: () => ({
      requests: [...requests.values()].map((each) => ({ ...each })),
      noToken,
      noTokenRejected,
    }),
  };
}
