import { readFileSync } from 'node:fs';
import { end, freePort, spawnProgram } from '@aemm/bench/program';
import type { TempTree } from '@aemm/testing';
import type { ConfigFile, Profile } from './config-file.ts';
import { createConfigFile } from './config-file.ts';
import { control } from './control.ts';
import { LogReader } from './log-reader.ts';
import type { MemoryGroup } from './memory-group.ts';
import { limitMemory } from './memory-group.ts';
import { MOST_MEMORY } from './most-memory.ts';
import { pause } from './pause.ts';
import type { Tally } from './tally.ts';

/** What the images give Node. */
const [, NODE_OPTIONS = ''] =
  /NODE_OPTIONS=(\S+)/.exec(
    readFileSync(new URL('../../deploy/docker/Dockerfile', import.meta.url), 'utf8'),
  ) ?? [];

/** A mock that runs as a process of its own, with its control plane, a watched file and a log that is read. */
export interface Mock {
  readonly pid: number;
  readonly port: number;
  readonly controlPort: number;
  readonly config: ConfigFile;
  readonly log: LogReader;
  /** Bytes of memory in its group, page cache included; `undefined` where memory may not be limited. */
  readonly groupMemory: number | undefined;
  hasEnded(): boolean;
  /** Ends it by SIGTERM; returns how it ended. */
  stop(): Promise<string>;
}

/** What is started. */
export interface MockOptions {
  /** The program. */
  readonly bin: string;
  readonly profile: Profile;
  /** A folder for its home and its file. */
  readonly tree: TempTree;
  readonly tally: Tally;
}

/** Starts a mock as the images and the chart do, with the memory that they give it where this user may limit it. */
export async function startMock({ bin, profile, tree, tally }: MockOptions): Promise<Mock> {
  const group = limitMemory(MOST_MEMORY * 2 ** 20);
  const config = createConfigFile(tree.join(`${profile}.json`), profile);
  const [port, controlPort] = [await freePort(), await freePort()];
  const settings = {
    ...{ profile, hostname: '127.0.0.1', port, 'config-file': config.path },
    ...{ 'control-port': controlPort, 'request-log': 'text' },
  };
  const flags = Object.entries(settings).map(([name, value]) => `--${name}=${value}`);
  const words = [bin, ...flags, '--control', '--watch-config-file'];
  const child = spawnProgram({
    command: [...nodeWithin(group, tree.join(`node-${profile}`)), ...words],
    env: {
      PATH: process.env.PATH,
      ...{
        HOME: tree.path,
        TMPDIR: tree.path,
        NODE_OPTIONS,
        NODE_COMPILE_CACHE: tree.join('code'),
      },
    },
    stderr: 'pipe',
    detached: true,
  });
  if (child.stderr === null) throw new Error('The mock has no log.');
  const log = new LogReader(child.stderr, tally);
  const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null;
  const stop = async (): Promise<string> => {
    await end(child);
    group?.[Symbol.dispose]();
    return child.signalCode ?? `exit status ${child.exitCode}`;
  };
  await untilReady(controlPort, hasEnded).catch(async (error) => {
    throw new Error(`The mock of profile ${profile} ended by ${await stop()}.`, { cause: error });
  });
  return {
    ...{ pid: child.pid ?? 0, port, controlPort, config, log, hasEnded, stop },
    get groupMemory() {
      return group?.current;
    },
  };
}

/**
 * The words that start Node within a group. It is a copy that is made there: the pages of a program are charged to the group that
 * reads them first, and those of this Node were read long before. In a container they count.
 */
function nodeWithin(group: MemoryGroup | undefined, copy: string): string[] {
  if (group === undefined) return [process.execPath];
  const line = `${group.enter} && cp '${process.execPath}' '${copy}' && exec '${copy}' "$@"`;
  return ['sh', '-c', line, 'sh'];
}

const PATIENCE_MS = 30_000;

async function untilReady(controlPort: number, hasEnded: () => boolean): Promise<void> {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  while (!signal.aborted && !hasEnded()) {
    const answer = await control(controlPort, 'GET', '/readyz').catch(() => undefined);
    if (answer?.status === 200) return;
    await pause(20, signal);
  }
  throw new Error('It did not get ready.');
}
