import type { Bench } from '../bench.ts';
import type { Scenario } from '../contestants.ts';
import { requestOf, SCENARIOS, TEXT_LEAF, TOKEN_LEAF } from '../contestants.ts';
import type { Throughput } from '../load/load.ts';
import { progress } from '../progress.ts';
import { Restarted } from '../restarted.ts';
import type { Goal, Result } from '../results.ts';
import { summarize } from '../results.ts';
import { median } from '../statistics.ts';
import { ask } from '../wire.ts';

/** Of what a program is compared with, by scenario and program. */
const GOALS: Readonly<Record<string, Readonly<Record<string, Goal>>>> = {
  'v1, text leaf': {
    'log off': { atLeast: 0.95 },
    'log on': { atLeast: 0.9 },
    'journal on': { atLeast: 0.85 },
  },
  'v2 with token, text leaf': {
    'log off': { atLeast: 0.9 },
    'log on': { atLeast: 0.9 },
    'journal on': { atLeast: 0.85 },
    // A request costs at most a tenth more than with profile aemm.
    ec2: { atLeast: 0.91 },
  },
};
/** What programs are compared with, if it is not bare `node:http`. */
const BASELINES: Readonly<Record<string, string>> = { ec2: 'log off' };
/** Of every request but those for tokens, which bare `node:http` does not sign. */
const P99_GOAL: Goal = { atMost: 1.5 };

/** What a program answers before it is measured: most of its code is compiled by then. */
const WARM_UP = [TEXT_LEAF, TOKEN_LEAF];

interface Cell {
  readonly scenario: Scenario;
  readonly connections: number;
  readonly of: Restarted;
  readonly runs: Throughput[];
  /** Whether the program has ended while this was measured, which is not repeated then. */
  crashed: boolean;
}

/** Requests a second and latencies, each program in turn within each round. */
export async function measureThroughput(bench: Bench): Promise<Result[]> {
  const { options, load } = bench;
  const programs = programsOf(bench);
  try {
    const cells = await comparableCells(programs, options.connections);
    for (let round = 1; round <= options.rounds; round++) {
      for (const program of programs) await restart(program, bench);
      for (const cell of cells) {
        const { scenario, connections, of } = cell;
        progress(
          `throughput ${round} of ${options.rounds}: ${scenario.what}, ${connections}, ${of.name}`,
        );
        if (!cell.crashed) await measure(cell, bench);
      }
    }
    return cells.flatMap((cell) => {
      const [rate, p99] = resultsOf(cell, baselineOf(cell, cells));
      return load.isFine ? [rate, p99] : [rate];
    });
  } finally {
    for (const program of programs) await program.stop();
  }
}

/**
 * Starts a program anew and warms it up: of two processes with the same code, V8 makes one some hundredths faster than
 * the other.
 */
async function restart(program: Restarted, { load, options }: Bench): Promise<void> {
  const [connections = 1] = options.connections;
  await program.stop();
  for (const scenario of WARM_UP) {
    await program.survives(async ({ port }) =>
      load.run(port, await requestOf(scenario, port), connections, options.seconds),
    );
  }
}

async function measure(cell: Cell, { load, options }: Bench): Promise<void> {
  const { scenario, connections, of } = cell;
  const run = await of.survives(async ({ port }) =>
    load.run(port, await requestOf(scenario, port), connections, options.seconds),
  );
  if (run === undefined) cell.crashed = true;
  else cell.runs.push(run);
}

function programsOf({ bare, against, mock }: Bench): Restarted[] {
  return [
    new Restarted('bare', bare),
    new Restarted('log off', mock('--request-log', 'off')),
    new Restarted('log on', mock()),
    new Restarted('journal on', mock('--request-log', 'off', '--control', '--control-port', '0')),
    new Restarted('ec2', mock('--profile', 'ec2', '--keep-alive', '--request-log', 'off')),
    ...(against === undefined ? [] : [new Restarted('against', against)]),
  ];
}

/** Leaves out what a program answers in another way. */
async function comparableCells(
  programs: readonly Restarted[],
  connections: readonly number[],
): Promise<Cell[]> {
  const cells: Cell[] = [];
  for (const scenario of SCENARIOS) {
    for (const count of connections) {
      for (const of of programs) {
        const reply = await of.survives(async ({ port }) =>
          ask(port, await requestOf(scenario, port)),
        );
        const crashed = reply === undefined;
        if (crashed || reply.status === scenario.status) {
          cells.push({ scenario, connections: count, of, runs: [], crashed });
        }
      }
    }
  }
  return cells;
}

function baselineOf({ scenario, connections, of }: Cell, cells: readonly Cell[]): Cell | undefined {
  const name = BASELINES[of.name] ?? 'bare';
  return cells.find(
    (cell) =>
      cell.of.name === name && cell.scenario === scenario && cell.connections === connections,
  );
}

function resultsOf(
  { scenario, connections, of: { name: of }, runs, crashed }: Cell,
  baseline: Cell | undefined,
): [rate: Result, p99: Result] {
  const what = `${scenario.what}, ${connections} connections`;
  const goal = GOALS[scenario.what]?.[of];
  const hasP99Goal = of.startsWith('log') && scenario.ask.method === 'GET';
  const rates = (cell: Cell | undefined): number[] => cell?.runs.map(({ rate }) => rate) ?? [];
  const slowest = (cell: Cell | undefined): number[] => cell?.runs.map(({ p99 }) => p99) ?? [];
  const here = { runs } as Cell;
  const latency = { p50: median(runs.map(({ p50 }) => p50)), p99: median(slowest(here)) };
  const fate = crashed && ({ crashed } as const);
  return [
    summarize(
      { section: 'throughput', what, of, unit: 'req/s', latency, ...(goal && { goal }), ...fate },
      rates(here),
      rates(baseline),
    ),
    summarize(
      { section: 'p99', what, of, unit: 'ms', ...(hasP99Goal && { goal: P99_GOAL }), ...fate },
      slowest(here),
      slowest(baseline),
    ),
  ];
}
