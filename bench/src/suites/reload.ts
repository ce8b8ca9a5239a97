import { Agent } from 'node:http';
import type { Bench } from '../bench.ts';
import { writeLeaves } from '../leaves-file.ts';
import { start } from '../program.ts';
import { progress } from '../progress.ts';
import type { Result } from '../results.ts';
import { summarize } from '../results.ts';
import { percentile } from '../statistics.ts';
import { waits } from '../waits.ts';
import type { Ask } from '../wire.ts';

const LEAVES = 10_000;
const RELOADS = 5;
const CONNECTIONS = 10;
const MARKER: Ask = { method: 'GET', path: '/latest/meta-data/marker', headers: {} };

/** How long a reload of many leaves takes, and how long requests wait meanwhile. */
export async function measureReload(bench: Bench): Promise<Result[]> {
  const file = writeLeaves(bench.folder, LEAVES, '0');
  const program = await start(bench.mock('--request-log', 'off', '-w', '-c', file));
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const rounds: Round[] = [];
  for (let round = 1; round <= RELOADS; round++) {
    progress(`reload ${round} of ${RELOADS}`);
    const quiet = await waits(program.port, MARKER, agent, (_, elapsed) => elapsed > 1000);
    const replaced = performance.now();
    writeLeaves(bench.folder, LEAVES, String(round));
    const reloading = await waits(program.port, MARKER, agent, (body, elapsed) => {
      if (elapsed > 10_000) throw new Error('The mock does not reload within 10 s.');
      return body === String(round);
    });
    const took = performance.now() - replaced;
    rounds.push({ took, quiet: percentile(quiet, 99), reloading: percentile(reloading, 99) });
  }
  agent.destroy();
  await program.stop();
  return report(rounds);
}

/** A reload in milliseconds, and the p99 of requests before and meanwhile. */
interface Round {
  readonly took: number;
  readonly quiet: number;
  readonly reloading: number;
}

function report(rounds: readonly Round[]): Result[] {
  const reload = `reload of ${LEAVES.toLocaleString('en')} leaves`;
  const quiet = rounds.map((round) => round.quiet);
  const facts = { section: 'reload', of: 'mock', unit: 'ms' };
  return [
    summarize(
      { ...facts, what: reload },
      rounds.map(({ took }) => took),
    ),
    summarize({ ...facts, what: 'p99 of requests before' }, quiet),
    summarize(
      { ...facts, what: 'p99 of requests meanwhile', goal: { atMost: 5 } },
      rounds.map(({ reloading }) => reloading),
      quiet,
    ),
  ];
}
