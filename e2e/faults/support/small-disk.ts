import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { tempTree } from '@aemm/testing';
import { expect } from 'vitest';
import { BINARY } from '../../cli/support/binary.ts';

/** Its mounts are of its own, and it is root there. */
const NAMESPACE = process.getuid?.() === 0 ? ['-m'] : ['-r', '-m'];
const MOUNT = 'mount -t tmpfs -o size=64k tmpfs "$DISK"';

/** Whether this machine lets a process mount a small disk. */
export const hasSmallDisk =
  process.platform === 'linux' &&
  spawnSync('unshare', [...NAMESPACE, 'sh', '-c', MOUNT], { env: { ...process.env, DISK: '/mnt' } })
    .status === 0;

/** A mock whose log is a file on a disk of 64 KiB. */
export interface MockOnSmallDisk extends AsyncDisposable {
  readonly port: number;
  readonly log: string;
  /** Makes room on the disk. */
  emptyLog(): void;
  /** Ends the mock by SIGTERM; returns its exit status. */
  stop(): Promise<number | null>;
}

export async function startOnSmallDisk(): Promise<MockOnSmallDisk> {
  const home = tempTree();
  const script = `${MOUNT} && exec "$0" "$@" 2>>"$DISK/log"`;
  const mock = [process.execPath, BINARY, '-n', '127.0.0.1', '-p', '0'];
  const child = spawn('unshare', [...NAMESPACE, 'sh', '-c', script, ...mock], {
    env: { PATH: process.env.PATH, HOME: home.path, TMPDIR: home.path, DISK: home.path },
    stdio: 'ignore',
  });
  const exited = once(child, 'exit');
  // The disk is seen by the mock alone; this is how others look at it.
  const log = join(`/proc/${child.pid}/root`, home.path, 'log');
  const read = (): string => {
    try {
      return readFileSync(log, 'utf8');
    } catch {
      return '';
    }
  };
  const stop = async (signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> => {
    child.kill(signal);
    const [status] = await exited;
    home.remove();
    return status;
  };
  try {
    await expect.poll(read, { timeout: 20_000 }).toMatch(/Serving the following routes/);
  } catch (error) {
    await stop('SIGKILL');
    throw error;
  }
  return {
    port: Number(/ on port (\d+)/.exec(read())?.[1]),
    get log() {
      return read();
    },
    emptyLog: () => truncateSync(log),
    stop: () => stop(),
    [Symbol.asyncDispose]: async () => void (await stop('SIGKILL')),
  };
}
