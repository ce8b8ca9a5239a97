import type { Client } from './load/client.ts';
import type { Mock } from './mock.ts';
import { pause } from './pause.ts';
import type { Probe } from './probe.ts';
import { startProbe } from './probe.ts';
import type { Sample } from './sample.ts';
import { takeSample } from './sample.ts';
import type { Tally } from './tally.ts';

/** How long is watched, and beside what. */
interface Watched {
  readonly seconds: number;
  /** The port of bare `node:http`. */
  readonly barePort: number;
}

/** Takes samples, one in two seconds at first and one in ten during an hour. */
export async function watch(
  { mock, tally, signal }: Pick<Client, 'mock' | 'signal' | 'tally'>,
  { seconds, barePort }: Watched,
  take: (sample: Sample) => void,
): Promise<void> {
  const probe = startProbe(mock.port, barePort);
  const began = performance.now();
  // The thread of the probe takes its time to start.
  while (!signal.aborted && (await probe.take()).mock.length === 0) await pause(100, signal);
  const every = Math.min(10_000, Math.max(2000, (seconds * 1000) / 360));
  while (!signal.aborted) {
    await pause(every, signal);
    if (signal.aborted || mock.hasEnded()) break;
    const sample = await sampleOnce(mock, probe, (performance.now() - began) / 1000, tally);
    if (sample !== undefined) take(sample);
  }
  await probe.stop();
}

async function sampleOnce(
  mock: Mock,
  probe: Probe,
  at: number,
  tally: Tally,
): Promise<Sample | undefined> {
  try {
    return await takeSample(mock, probe, at);
  } catch (error) {
    tally.unexpected(`no sample: ${(error as Error).message}`);
    return undefined;
  }
}
