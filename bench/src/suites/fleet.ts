import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bench } from '../bench.ts';
import { start } from '../program.ts';
import { progress } from '../progress.ts';
import type { Result } from '../results.ts';
import { summarize } from '../results.ts';
import { ask } from '../wire.ts';

const MANY = 10_000;
/** So few are asked that their answers fit into the caches of a processor. */
const FEW = 10;
const STARTS = 5;
const READS = 2000;
const MEBIBYTE = 2 ** 20;
const DOCUMENT = '/latest/dynamic/instance-identity/document';

/** How long a fleet takes to start, what it holds once every instance was asked, and what a read costs then. */
export async function measureFleet(bench: Bench): Promise<Result[]> {
  const one = await startTimes(bench, 1);
  const many = await startTimes(bench, MANY);
  progress(`fleet: ${MANY} identity documents`);
  const fleet = await start(launchOf(bench, MANY));
  const read = async (index: number): Promise<number> => {
    const began = performance.now();
    const headers = { 'x-instance-id': `i-${index}` };
    const { body } = await ask(fleet.port, { method: 'GET', path: DOCUMENT, headers });
    if (!body.includes(`"i-${index}"`)) throw new Error(`Another instance answers for ${index}.`);
    return performance.now() - began;
  };
  for (let index = 0; index < MANY; index++) await read(index);
  const memory = fleet.memory() / MEBIBYTE;
  const ofFew: number[] = [];
  const ofMany: number[] = [];
  for (let count = 0; count < READS; count++) {
    ofFew.push(await read(count % FEW));
    ofMany.push(await read((count * 7919) % MANY));
  }
  await fleet.stop();
  const facts = { section: 'fleet', of: 'mock', unit: 'ms' };
  const instances = `${MANY.toLocaleString('en')} instances`;
  return [
    summarize({ ...facts, what: 'start, 1 instance' }, one),
    summarize({ ...facts, what: `start, ${instances}` }, many),
    summarize(
      { ...facts, what: 'start, difference', goal: { atMost: 1000 } },
      many.map((ms, index) => ms - (one[index] ?? 0)),
    ),
    summarize({ ...facts, what: `${instances}, each asked`, unit: 'MiB', goal: { atMost: 400 } }, [
      memory,
    ]),
    summarize({ ...facts, what: `read of ${FEW} of them` }, ofFew),
    summarize({ ...facts, what: 'read of all of them', goal: { atMost: 1.5 } }, ofMany, ofFew),
  ];
}

async function startTimes(bench: Bench, count: number): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < STARTS; round++) {
    progress(`fleet: start ${round + 1} of ${STARTS} with ${count}`);
    const began = performance.now();
    const program = await start(launchOf(bench, count));
    times.push(performance.now() - began);
    await program.stop();
  }
  return times;
}

function launchOf(bench: Bench, count: number) {
  const file = join(bench.folder, `fleet-${count}.json`);
  const fleet = {
    by: 'header',
    header: 'x-instance-id',
    trustedClients: ['127.0.0.1'],
    template: { count, subnet: '10.1.0.0/16', instance: { id: 'i-{index}' } },
  };
  writeFileSync(file, JSON.stringify({ profile: 'ec2', fleet }));
  return bench.mock('--request-log', 'off', '-c', file);
}
