import { Agent } from 'node:http';
import type { Bench } from '../bench.ts';
import { freePort, start } from '../program.ts';
import { progress } from '../progress.ts';
import type { Result } from '../results.ts';
import { summarize } from '../results.ts';
import { percentile } from '../statistics.ts';
import { waits } from '../waits.ts';
import type { Ask } from '../wire.ts';
import { ask, PROBE } from '../wire.ts';

const ROUNDS = 5;
const CONNECTIONS = 10;
const MS = 2000;
const OPERATIONS_PER_SECOND = 100;

/** How long requests wait while the control plane changes the instance. */
export async function measureOperations(bench: Bench): Promise<Result[]> {
  const control = await freePort();
  const flags = ['--request-log', 'off', '--control', '--control-port', String(control)];
  const program = await start(bench.mock(...flags));
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const read = () => waits(program.port, PROBE, agent, (_, elapsed) => elapsed > MS);
  const quiet: number[] = [];
  const busy: number[] = [];
  for (let round = 1; round <= ROUNDS; round++) {
    progress(`operations ${round} of ${ROUNDS}`);
    quiet.push(percentile(await read(), 99));
    const [times] = await Promise.all([read(), change(control)]);
    busy.push(percentile(times, 99));
  }
  agent.destroy();
  await program.stop();
  const facts = { section: 'operations', of: 'mock', unit: 'ms' };
  return [
    summarize({ ...facts, what: 'p99 of requests before' }, quiet),
    summarize(
      {
        ...facts,
        what: `p99 of requests during ${OPERATIONS_PER_SECOND} operations a second`,
        goal: { atMost: 2 },
      },
      busy,
      quiet,
    ),
  ];
}

/**
 * Changes a tag at an even pace, as long as requests are measured. Not by `fetch`, which takes half a millisecond of the
 * process that measures them.
 */
async function change(port: number): Promise<void> {
  const began = performance.now();
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  for (let done = 0; done < (MS / 1000) * OPERATIONS_PER_SECOND; done++) {
    const wait = began + (done * 1000) / OPERATIONS_PER_SECOND - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    const { status } = await ask(port, rename(`web-${done}`), agent);
    if (status !== 204) throw new Error(`An operation is answered with ${status}.`);
  }
  agent.destroy();
}

function rename(value: string): Ask {
  return {
    method: 'POST',
    path: '/v1/actions/tags/set',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Name', value }),
  };
}
