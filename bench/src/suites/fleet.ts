import { writeFileSync } from 'node:fs';
import { Agent } from 'node:http';
import { join } from 'node:path';
import type { Bench } from '../bench.ts';
import type { Program } from '../program.ts';
import { start } from '../program.ts';
import { progress } from '../progress.ts';
import type { Result } from '../results.ts';
import { summarize } from '../results.ts';
import { median } from '../statistics.ts';
import type { Ask } from '../wire.ts';
import { ask, PROBE } from '../wire.ts';

const ONE = 1;
const MANY = 10_000;
const ROUNDS = 5;
const CONNECTIONS = 10;
const DOCUMENT: Ask = {
  method: 'GET',
  path: '/latest/dynamic/instance-identity/document',
  headers: {},
};
const MEBIBYTE = 2 ** 20;

/** What many instances behind one port cost: a start, a read, and memory once each was asked. */
export async function measureFleet(bench: Bench): Promise<Result[]> {
  const starts = new Map<number, number[]>([
    [ONE, []],
    [MANY, []],
  ]);
  for (let round = 1; round <= ROUNDS; round++) {
    for (const [count, times] of starts) {
      progress(`fleet: start ${round} of ${ROUNDS}, ${count}`);
      times.push(await timeToStart(bench, count));
    }
  }
  const [one = [], many = []] = starts.values();
  const facts = { section: 'fleet', of: 'mock' };
  return [
    summarize({ ...facts, what: nameOf(ONE, 'exec to first 200'), unit: 'ms' }, one),
    summarize({ ...facts, what: nameOf(MANY, 'exec to first 200'), unit: 'ms' }, many),
    summarize(
      { ...facts, what: 'what 10,000 add to a start', unit: 'ms', goal: { atMost: 1000 } },
      [median(many) - median(one)],
    ),
    ...(await measureReads(bench)),
  ];
}

async function measureReads(bench: Bench): Promise<Result[]> {
  const [one, many] = [await startFleet(bench, ONE), await startFleet(bench, MANY)];
  progress('fleet: ask each instance');
  await askEach(many.port);
  const memory = many.memory() / MEBIBYTE;
  const rates = new Map<Program, number[]>([
    [one, []],
    [many, []],
  ]);
  for (let round = 1; round <= ROUNDS; round++) {
    for (const [{ port }, of] of rates) {
      progress(`fleet: reads ${round} of ${ROUNDS}`);
      of.push((await bench.load.run(port, PROBE, CONNECTIONS, bench.options.seconds)).rate);
    }
  }
  for (const program of rates.keys()) await program.stop();
  const facts = { section: 'fleet', of: 'mock' };
  const [few, others] = [rates.get(one) ?? [], rates.get(many) ?? []];
  return [
    summarize(
      {
        ...facts,
        what: nameOf(MANY, 'memory once each was asked'),
        unit: 'MiB',
        goal: { atMost: 400 },
      },
      [memory],
    ),
    summarize({ ...facts, what: nameOf(ONE, 'reads'), unit: 'req/s' }, few),
    summarize(
      { ...facts, what: nameOf(MANY, 'reads'), unit: 'req/s', goal: { atLeast: 0.95 } },
      others,
      few,
    ),
  ];
}

const nameOf = (count: number, what: string): string =>
  `${what}, ${count.toLocaleString('en')} ${count === 1 ? 'instance' : 'instances'}`;

async function timeToStart(bench: Bench, count: number): Promise<number> {
  const began = performance.now();
  const program = await startFleet(bench, count);
  const took = performance.now() - began;
  await program.stop();
  return took;
}

/** The load comes from 127.0.0.1, which is an instance too; those of the template are the other addresses. */
function startFleet(bench: Bench, count: number): Promise<Program> {
  const file = join(bench.folder, `fleet-${count}.json`);
  const instances = [{ match: '127.0.0.1', instance: {} }];
  const fleet = { by: 'client', instances, template: { count, subnet: '127.1.0.0/18' } };
  writeFileSync(file, JSON.stringify({ fleet }));
  return start(bench.mock('--profile', 'ec2', '--keep-alive', '--request-log', 'off', '-c', file));
}

/** Asks every instance of the template for its identity document, each from the address that the document names. */
async function askEach(port: number): Promise<void> {
  const found = new Set<string>();
  const hosts = Array.from({ length: 16_384 }, (_, n) => `127.1.${n >> 8}.${n & 255}`);
  const next = hosts[Symbol.iterator]();
  const work = async (): Promise<void> => {
    for (const host of next) {
      const { body } = await ask(port, DOCUMENT, new Agent({ localAddress: host }));
      const { privateIp } = JSON.parse(body) as { privateIp: string };
      if (privateIp === host) found.add(host);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, work));
  if (found.size !== MANY) throw new Error(`${found.size} instances answer, not ${MANY}.`);
}
