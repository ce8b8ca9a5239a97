import type { Bench } from '../bench.ts';
import type { Scenario } from '../contestants.ts';
import { requestOf, SCENARIOS } from '../contestants.ts';
import type { Throughput } from '../load/load.ts';
import type { Launch, Program } from '../program.ts';
import { start } from '../program.ts';
import { progress } from '../progress.ts';
import type { Goal, Result } from '../results.ts';
import { summarize } from '../results.ts';
import { median } from '../statistics.ts';
import { ask } from '../wire.ts';

/** Of bare `node:http`, by scenario and program. */
const GOALS: Readonly<Record<string, Readonly<Record<string, Goal>>>> = {
  'v1, text leaf': { 'log off': { atLeast: 0.95 }, 'log on': { atLeast: 0.85 } },
  'v2 with token, text leaf': { 'log off': { atLeast: 0.9 }, 'log on': { atLeast: 0.85 } },
};
/** Of every request but those for tokens, which bare `node:http` does not sign. */
const P99_GOAL: Goal = { atMost: 1.5 };

interface Cell {
  readonly scenario: Scenario;
  readonly connections: number;
  readonly of: string;
  readonly program: Program;
  readonly runs: Throughput[];
}

/** Requests a second and latencies, each program in turn within each round. */
export async function measureThroughput(bench: Bench): Promise<Result[]> {
  const { options, load } = bench;
  const programs = await startAll(bench);
  try {
    const cells = await comparableCells(programs, options.connections);
    for (let round = 1; round <= options.rounds; round++) {
      for (const { scenario, connections, of, program, runs } of cells) {
        progress(
          `throughput ${round} of ${options.rounds}: ${scenario.what}, ${connections}, ${of}`,
        );
        const sent = await requestOf(scenario, program.port);
        runs.push(await load.run(program.port, sent, connections, options.seconds));
      }
    }
    return cells.flatMap((cell) => {
      const [rate, p99] = resultsOf(cell, baselineOf(cell, cells));
      return load.isFine ? [rate, p99] : [rate];
    });
  } finally {
    for (const { program } of programs) await program.stop();
  }
}

async function startAll(bench: Bench): Promise<{ of: string; program: Program }[]> {
  const launches: [string, Launch | undefined][] = [
    ['bare', bench.bare],
    ['log off', bench.mock('--request-log', 'off')],
    ['log on', bench.mock()],
    ['against', bench.against],
  ];
  const programs: { of: string; program: Program }[] = [];
  for (const [of, launch] of launches) {
    if (launch !== undefined) programs.push({ of, program: await start(launch) });
  }
  return programs;
}

/** Leaves out what a program answers in another way. */
async function comparableCells(
  programs: readonly { of: string; program: Program }[],
  connections: readonly number[],
): Promise<Cell[]> {
  const cells: Cell[] = [];
  for (const scenario of SCENARIOS) {
    for (const count of connections) {
      for (const { of, program } of programs) {
        const { status } = await ask(program.port, await requestOf(scenario, program.port));
        if (status === scenario.status)
          cells.push({ scenario, connections: count, of, program, runs: [] });
      }
    }
  }
  return cells;
}

function baselineOf({ scenario, connections }: Cell, cells: readonly Cell[]): Cell | undefined {
  return cells.find(
    (cell) => cell.of === 'bare' && cell.scenario === scenario && cell.connections === connections,
  );
}

function resultsOf(
  { scenario, connections, of, runs }: Cell,
  baseline: Cell | undefined,
): [rate: Result, p99: Result] {
  const what = `${scenario.what}, ${connections} connections`;
  const goal = GOALS[scenario.what]?.[of];
  const hasP99Goal = of.startsWith('log') && scenario.ask.method === 'GET';
  const rates = (cell: Cell | undefined): number[] => cell?.runs.map(({ rate }) => rate) ?? [];
  const slowest = (cell: Cell | undefined): number[] => cell?.runs.map(({ p99 }) => p99) ?? [];
  const here = { runs } as Cell;
  const latency = { p50: median(runs.map(({ p50 }) => p50)), p99: median(slowest(here)) };
  return [
    summarize(
      { section: 'throughput', what, of, unit: 'req/s', latency, ...(goal && { goal }) },
      rates(here),
      rates(baseline),
    ),
    summarize(
      { section: 'p99', what, of, unit: 'ms', ...(hasP99Goal && { goal: P99_GOAL }) },
      slowest(here),
      slowest(baseline),
    ),
  ];
}
