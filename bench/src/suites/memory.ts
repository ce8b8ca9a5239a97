import { setTimeout as sleep } from 'node:timers/promises';
import type { Bench } from '../bench.ts';
import { TEXT_LEAF } from '../contestants.ts';
import type { Launch } from '../program.ts';
import { start } from '../program.ts';
import { progress } from '../progress.ts';
import type { Goal, Result } from '../results.ts';
import { summarize } from '../results.ts';
import { median } from '../statistics.ts';

const MEBIBYTE = 2 ** 20;
const CONNECTIONS = 50;

/** Resident memory: idle, loaded, and loaded while the reader of the log has stopped reading. */
export async function measureMemory(bench: Bench): Promise<Result[]> {
  const { cli } = bench;
  const idle = await watchIdle(bench.mock());
  const loaded = await watchLoaded(bench, bench.mock());
  const stalled = await watchLoaded(bench, { ...bench.mock(), stderr: 'pipe' });
  return [
    mebibytes('idle', [idle], { atMost: 70 }),
    mebibytes('loaded, log on: most', [Math.max(...loaded)], { atMost: 110 }),
    mebibytes('loaded, log to a stalled reader: most', [Math.max(...stalled)], { atMost: 110 }),
    mebibytes('loaded, log to a stalled reader: growth over the second half', [growth(stalled)], {
      atMost: 5,
    }),
    summarize({ section: 'size', what: 'installed', of: 'mock', unit: 'MB', goal: { atMost: 3 } }, [
      cli.bytes / 1e6,
    ]),
    summarize({ section: 'size', what: 'packages', of: 'mock', unit: '', goal: { atMost: 1 } }, [
      cli.packages,
    ]),
  ];
}

function mebibytes(what: string, bytes: readonly number[], goal: Goal): Result {
  const facts = { section: 'memory', what, of: 'mock', unit: 'MiB', goal };
  return summarize(
    facts,
    bytes.map((each) => each / MEBIBYTE),
  );
}

async function watchIdle(launch: Launch): Promise<number> {
  progress('memory: idle');
  const program = await start(launch);
  await sleep(1000);
  const memory = program.memory();
  await program.stop();
  return memory;
}

/** Samples while requests keep coming. */
async function watchLoaded(bench: Bench, launch: Launch): Promise<number[]> {
  const { options, load } = bench;
  progress(`memory: loaded, log to ${launch.stderr === 'pipe' ? 'a stalled reader' : 'nowhere'}`);
  const program = await start(launch);
  const samples: number[] = [];
  const timer = setInterval(() => samples.push(program.memory()), 250);
  await load.run(program.port, TEXT_LEAF.ask, CONNECTIONS, options.memorySeconds);
  clearInterval(timer);
  await program.stop();
  return samples;
}

/** From the third quarter to the last one. */
function growth(samples: readonly number[]): number {
  const quarter = samples.length >> 2;
  const third = samples.slice(-2 * quarter, -quarter);
  return median(samples.slice(-quarter)) - median(third);
}
