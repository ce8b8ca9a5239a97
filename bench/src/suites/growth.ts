import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bench } from '../bench.ts';
import type { Scenario } from '../contestants.ts';
import { requestOf, TEXT_LEAF, TOKEN_LEAF } from '../contestants.ts';
import type { Program } from '../program.ts';
import { start } from '../program.ts';
import { progress } from '../progress.ts';
import type { Goal, Result } from '../results.ts';
import { summarize } from '../results.ts';
import type { Ask } from '../wire.ts';
import { ask, TOKEN_REQUEST } from '../wire.ts';

const CONNECTIONS = 50;
const RELOADED_LEAVES = 10_000;
const WITHIN_5_PERCENT: Goal = { atLeast: 0.95 };

/** What many leaves and many tokens cost, and how long a reload of many leaves takes. */
export async function measureGrowth(bench: Bench): Promise<Result[]> {
  return [
    ...(await measureLeaves(bench)),
    ...(await measureTokens(bench)),
    await measureReload(bench),
  ];
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

/** Milliseconds from the replacement of the file to the first answer from it. */
async function measureReload(bench: Bench): Promise<Result> {
  const file = writeLeaves(bench.folder, RELOADED_LEAVES, '0');
  const program = await start(bench.mock('--request-log', 'off', '-w', '-c', file));
  const times: number[] = [];
  for (let round = 1; round <= 5; round++) {
    progress(`growth: reload ${round} of 5`);
    writeLeaves(bench.folder, RELOADED_LEAVES, String(round));
    const replaced = performance.now();
    await untilServed(program.port, String(round), replaced + 10_000);
    times.push(performance.now() - replaced);
  }
  await program.stop();
  const what = `reload of ${RELOADED_LEAVES.toLocaleString('en')} leaves`;
  return summarize({ section: 'growth', what, of: 'mock', unit: 'ms' }, times);
}

async function untilServed(port: number, value: string, deadline: number): Promise<void> {
  const marker: Ask = { method: 'GET', path: '/latest/meta-data/marker', headers: {} };
  while (performance.now() < deadline) {
    if ((await ask(port, marker)).body === value) return;
  }
  throw new Error(`The mock does not serve marker ${value} within 10 s of a reload.`);
}

/** A file with that many leaves, put in place whole. */
function writeLeaves(folder: string, count: number, marker: string): string {
  const names = Array.from({ length: count }, (_, index) => `leaf-${index}`);
  const values = { marker, ...Object.fromEntries(names.map((name) => [name, `value of ${name}`])) };
  const paths = Object.fromEntries(
    Object.keys(values).map((name, index) => [name, pathOf(name, index)]),
  );
  const file = join(folder, `leaves-${count}.json`);
  writeFileSync(`${file}.new`, JSON.stringify({ metadata: { paths, values } }));
  renameSync(`${file}.new`, file);
  return file;
}

function pathOf(name: string, index: number): string {
  return name === 'marker'
    ? '/latest/meta-data/marker'
    : `/latest/meta-data/many/${Math.floor(index / 100)}/${name}`;
}
