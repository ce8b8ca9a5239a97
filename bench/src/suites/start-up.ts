import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Bench } from '../bench.ts';
import type { Launch } from '../program.ts';
import { end, freePort, spawnProgram } from '../program.ts';
import { progress } from '../progress.ts';
import type { Goal, Result } from '../results.ts';
import { summarize } from '../results.ts';
import { PROBE } from '../wire.ts';

interface Start {
  readonly what: string;
  readonly of: string;
  readonly launch: Launch;
  readonly until: 'exit' | 'first 200';
  /** Whether Node finds nothing in its compile cache. */
  readonly cold?: true;
  readonly goal?: Goal;
}

/** A start, and how long it took each time. */
interface Row {
  readonly start: Start;
  readonly times: number[];
  /** Whether it has ended without an answer; then it is not repeated. */
  crashed: boolean;
}

/** Milliseconds from the start of a process to its end, or to its first answer. */
export async function measureStartUp(bench: Bench): Promise<Result[]> {
  const rows = startsOf(bench).map((start): Row => ({ start, times: [], crashed: false }));
  // The first round fills the compile cache.
  for (let round = 0; round <= bench.options.starts; round++) {
    progress(`start-up ${round} of ${bench.options.starts}`);
    for (const row of rows) {
      if (!row.crashed) await measure(row, round > 0, bench);
    }
  }
  return rows.map((row) => resultOf(row, rows[0]?.times));
}

async function measure(row: Row, counts: boolean, { folder }: Bench): Promise<void> {
  const { launch, until, cold } = row.start;
  const prepared = cold ? withoutCache(launch, folder) : launch;
  const time = until === 'exit' ? await timeToExit(prepared) : await timeToAnswer(prepared);
  if (time === undefined) row.crashed = true;
  else if (counts) row.times.push(time);
}

function resultOf({ start, times, crashed }: Row, baseline: readonly number[] | undefined): Result {
  const { what, of, goal } = start;
  const facts = { section: 'start-up', what, of, unit: 'ms', ...(goal && { goal }) };
  return summarize({ ...facts, ...(crashed && { crashed }) }, times, baseline);
}

function startsOf(bench: Bench): Start[] {
  const { mock, bare, executable, against, env } = bench;
  const node: Launch = { command: [process.execPath, '-e', '0'], env };
  const version: Launch = { command: [process.execPath, bench.cli.bin, '--version'], env };
  const first = 'exec to first 200';
  return [
    { what: 'exec to exit', of: 'node -e 0', launch: node, until: 'exit' },
    { what: first, of: 'bare node:http', launch: bare, until: 'first 200' },
    { what: first, of: 'mock', launch: mock(), until: 'first 200', goal: { atMost: 4.5 } },
    {
      what: first,
      of: 'mock spot',
      launch: mock('spot'),
      until: 'first 200',
      goal: { atMost: 4.5 },
    },
    { what: `${first}, cold`, of: 'mock', launch: mock(), until: 'first 200', cold: true },
    {
      what: `${first}, cold`,
      of: 'mock spot',
      launch: mock('spot'),
      until: 'first 200',
      cold: true,
    },
    {
      what: 'exec to exit',
      of: 'mock --version',
      launch: version,
      until: 'exit',
      goal: { atMost: 2.5 },
    },
    {
      what: 'exec to exit, cold',
      of: 'mock --version',
      launch: version,
      until: 'exit',
      cold: true,
    },
    ...(executable ? executableStarts(executable) : []),
    ...(against
      ? [{ what: first, of: 'against', launch: against, until: 'first 200' } as const]
      : []),
  ];
}

/** Its code is in the file, so a first start is to be like every other. */
function executableStarts(launch: Launch): Start[] {
  const start: Start = {
    what: 'exec to first 200',
    of: 'executable',
    launch,
    until: 'first 200',
    goal: { atMost: 2.5 },
  };
  return [start, { ...start, what: `${start.what}, cold`, cold: true }];
}

/** Node keeps its compile cache in the folder for temporary files. */
function withoutCache(launch: Launch, folder: string): Launch {
  return { ...launch, env: { ...launch.env, TMPDIR: mkdtempSync(join(folder, 'cold-')) } };
}

async function timeToExit(launch: Launch): Promise<number> {
  const start = performance.now();
  await once(spawnProgram(launch), 'exit');
  return performance.now() - start;
}

/** Nothing if it ends instead, or never answers. */
async function timeToAnswer(launch: Launch): Promise<number | undefined> {
  const port = await freePort();
  const start = performance.now();
  const child = spawnProgram(launch, port);
  try {
    while (performance.now() - start < 10_000 && child.exitCode === null) {
      if ((await tryOnce(port)) === '200') return performance.now() - start;
      // Without a pause the attempts take the processor from what is measured.
      await sleep(1);
    }
    return undefined;
  } finally {
    await end(child);
  }
}

/** The status of a request; `undefined` if the port is not open yet. */
function tryOnce(port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(`${PROBE.method} ${PROBE.path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`);
    });
    socket.once('error', () => resolve(undefined));
    socket.once('data', (head) => {
      socket.destroy();
      resolve(head.toString().slice(9, 12));
    });
  });
}
