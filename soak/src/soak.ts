import { Agent } from 'node:http';
import type { TempTree } from '@aemm/testing';
import type { Profile } from './config-file.ts';
import { createDraw } from './draw.ts';
import type { Client, Load } from './load/client.ts';
import { allLoads } from './load/index.ts';
import type { Mock } from './mock.ts';
import { startMock } from './mock.ts';
import { pause } from './pause.ts';
import type { Sample } from './sample.ts';
import { countDescriptors } from './sample.ts';
import { Tally } from './tally.ts';
import { watch } from './watch.ts';
import { createWorld } from './world.ts';

/** What is kept under load, and how. */
export interface SoakOptions {
  /** The program of the mock. */
  readonly bin: string;
  readonly profile: Profile;
  /** The port of bare `node:http`. */
  readonly barePort: number;
  readonly tree: TempTree;
  readonly seconds: number;
  readonly rate: number;
  readonly seed: number;
  /** Ends it early. */
  readonly signal: AbortSignal;
  /** Receives each sample when it is taken. */
  readonly onSample?: (profile: Profile, sample: Sample) => void;
}

/** What became of a mock under load. */
export interface Soaked {
  readonly profile: Profile;
  readonly samples: readonly Sample[];
  /** What was done, how often. */
  readonly done: Readonly<Record<string, number>>;
  readonly unexpectedCount: number;
  /** The first of what was unexpected. */
  readonly unexpected: readonly string[];
  /** Descriptors before the load, and after all of its clients have left. */
  readonly descriptors: { readonly before: number; readonly after: number };
}

/** Keeps a mock under load for a time, and ends it. */
export async function soak(options: SoakOptions): Promise<Soaked> {
  const tally = new Tally();
  const mock = await startMock({ ...options, tally });
  const before = countDescriptors(mock.pid);
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const samples: Sample[] = [];
  let after = before;
  try {
    const { signal, done } = endAfter(options, mock);
    const client = { mock, tally, agent, signal, world: createWorld(options.profile) };
    await Promise.all([
      watch(client, options, (sample) => {
        samples.push(sample);
        options.onSample?.(options.profile, sample);
      }),
      ...allLoads(options.rate).map((load, index) =>
        goOn(load, { ...client, draw: createDraw(options.seed * 1000 + index) }),
      ),
    ]);
    done();
    agent.destroy();
    if (!mock.hasEnded()) after = await countUntil(mock.pid, before);
  } finally {
    agent.destroy();
    const how = await mock.stop();
    if (how !== 'exit status 0') tally.unexpected(`the mock ended by ${how}`);
  }
  return {
    profile: options.profile,
    samples,
    done: tally.done,
    unexpectedCount: tally.unexpectedCount,
    unexpected: tally.firstUnexpected,
    descriptors: { before, after },
  };
}

/** A signal that comes when the time is over, the mock has ended or the whole run is to end. */
function endAfter(
  { seconds, signal }: SoakOptions,
  mock: Mock,
): { readonly signal: AbortSignal; done(): void } {
  const ended = new AbortController();
  const timer = setInterval(() => {
    if (mock.hasEnded()) ended.abort();
  }, 200);
  return {
    signal: AbortSignal.any([signal, AbortSignal.timeout(seconds * 1000), ended.signal]),
    done: () => clearInterval(timer),
  };
}

/** A part of the load that breaks down is unexpected, and begins again. */
async function goOn(load: Load, client: Client): Promise<void> {
  while (!client.signal.aborted) {
    await load(client).catch((error: Error) => {
      if (client.signal.aborted) return;
      client.tally.unexpected(`${load.name} broke down: ${error.cause ?? error}`);
    });
    await pause(1000, client.signal);
  }
}

const SETTLING_MS = 15_000;

/** Counts descriptors until there are no more than so many, or the patience is over. */
async function countUntil(pid: number, most: number): Promise<number> {
  const signal = AbortSignal.timeout(SETTLING_MS);
  for (;;) {
    const count = countDescriptors(pid);
    if (count <= most || signal.aborted) return count;
    await pause(100, signal);
  }
}
