import { parseArgs } from 'node:util';

/** How much is measured, and beside what. */
export interface Options {
  /** The suites that are run. */
  readonly only: readonly SuiteName[];
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

/** The suites, in the order in which they run. */
const SUITES = [
  'start-up',
  'throughput',
  'memory',
  'growth',
  'reload',
  'operations',
  'in-process',
  'fleet',
] as const;

export type SuiteName = (typeof SUITES)[number];

const FULL = {
  starts: 21,
  rounds: 5,
  seconds: 3,
  connections: [10, 50],
  leaves: [100, 10_000, 30_000],
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
      only: { type: 'string' },
    },
  });
  return {
    only: values.only === undefined ? SUITES : suitesOf(values.only),
    ...(values.quick ? QUICK : FULL),
    against: values.against?.split(/\s+/).filter((word) => word !== ''),
    json: values.json,
  };
}

function suitesOf(list: string): SuiteName[] {
  const names = list.split(',');
  const unknown = names.find((name) => !SUITES.some((suite) => suite === name));
  if (unknown !== undefined) {
    throw new Error(`There is no suite "${unknown}" for --only. Allowed: ${SUITES.join(',')}.`);
  }
  return SUITES.filter((suite) => names.includes(suite));
}
