import { parseArgs } from 'node:util';

/** How much is measured, and beside what. */
export interface Options {
  /** A command that serves the same paths, `{port}` standing for its port. */
  readonly against: readonly string[] | undefined;
  /** Where the results go as JSON. */
  readonly json: string;
  /** Starts of each program. */
  readonly starts: number;
  /** Runs of each load. */
  readonly rounds: number;
  /** Seconds of each run. */
  readonly seconds: number;
  /** Numbers of concurrent connections. */
  readonly connections: readonly number[];
  /** Numbers of leaves. */
  readonly leaves: readonly number[];
  /** How many tokens are many. */
  readonly tokens: number;
  /** Seconds of load in which memory is watched. */
  readonly memorySeconds: number;
}

const FULL = {
  starts: 21,
  rounds: 11,
  seconds: 1,
  connections: [10, 50],
  leaves: [100, 10_000, 100_000],
  tokens: 1_000_000,
  memorySeconds: 10,
};

const QUICK = {
  starts: 5,
  rounds: 1,
  seconds: 1,
  connections: [10],
  leaves: [100, 10_000],
  tokens: 50_000,
  memorySeconds: 3,
};

/** Reads what was typed after `pnpm bench`. */
export function parseOptions(argv: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      quick: { type: 'boolean', default: false },
      against: { type: 'string' },
      json: { type: 'string', default: 'reports/bench.json' },
    },
  });
  return {
    ...(values.quick ? QUICK : FULL),
    against: values.against?.split(/\s+/).filter((word) => word !== ''),
    json: values.json,
  };
}
