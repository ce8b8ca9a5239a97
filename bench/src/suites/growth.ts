import type { Bench } from '../bench.ts';
import type { Scenario } from '../contestants.ts';
import { requestOf, TEXT_LEAF, TOKEN_LEAF } from '../contestants.ts';
import { writeLeaves } from '../leaves-file.ts';
import type { Program } from '../program.ts';
import { start } from '../program.ts';
import { progress } from '../progress.ts';
import type { Goal, Result } from '../results.ts';
import { summarize } from '../results.ts';
import { TOKEN_REQUEST } from '../wire.ts';

const CONNECTIONS = 50;
const WITHIN_5_PERCENT: Goal = { atLeast: 0.95 };

/** What many leaves and many tokens cost. */
export async function measureGrowth(bench: Bench): Promise<Result[]> {
  return [...(await measureLeaves(bench)), ...(await measureTokens(bench))];
}

async function measureLeaves(bench: Bench): Promise<Result[]> {
  const programs = new Map<string, Program>();
  for (const count of bench.options.leaves) {
    progress(`growth: ${count} leaves`);
    const file = writeLeaves(bench.folder, count, '1');
    const launch = bench.mock('--request-log', 'off', '-c', file);
    programs.set(`${count.toLocaleString('en')} leaves`, await start(launch));
  }
  return compare(bench, programs, TEXT_LEAF);
}

async function measureTokens(bench: Bench): Promise<Result[]> {
  const { options, load } = bench;
  const launch = bench.mock('--request-log', 'off');
  const [none, many] = [await start(launch), await start(launch)];
  for (let issued = 0; issued < options.tokens; ) {
    progress(`growth: ${Math.round(issued)} of ${options.tokens} tokens`);
    const seconds = 2;
    issued += seconds * (await load.run(many.port, TOKEN_REQUEST, CONNECTIONS, seconds)).rate;
  }
  const label = `${options.tokens.toLocaleString('en')} tokens issued`;
  return compare(
    bench,
    new Map([
      ['0 tokens issued', none],
      [label, many],
    ]),
    TOKEN_LEAF,
  );
}

/** Rates of the same request, each against the first program's, which all end here. */
async function compare(
  { options, load }: Bench,
  programs: ReadonlyMap<string, Program>,
  scenario: Scenario,
): Promise<Result[]> {
  const samples = new Map<string, number[]>([...programs.keys()].map((what) => [what, []]));
  for (let round = 1; round <= options.rounds + 2; round++) {
    for (const [what, { port }] of programs) {
      progress(`growth ${round} of ${options.rounds + 2}: ${what}`);
      const sent = await requestOf(scenario, port);
      samples.get(what)?.push((await load.run(port, sent, CONNECTIONS, options.seconds)).rate);
    }
  }
  for (const program of programs.values()) await program.stop();
  const [baseline] = samples.values();
  return [...samples].map(([what, rates], index) =>
    summarize(
      {
        section: 'growth',
        what: `${scenario.what}: ${what}`,
        of: 'log off',
        unit: 'req/s',
        ...(index > 0 && { goal: WITHIN_5_PERCENT }),
      },
      rates,
      baseline,
    ),
  );
}
