import { link, mkdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readInput } from '@aemm/config/read-input';
import { UserPluginError } from './errors.ts';

const PATIENCE_MS = 60_000;
const POLL_MS = 50;

/** Who holds the lock. The time distinguishes two holders that have the same process id. */
interface Holder {
  readonly pid: number;
  readonly host: string;
  readonly since: number;
}

/**
 * Runs what changes the data directory, while no other program of this kind does. The lock of a program that was ended
 * is taken over.
 *
 * @throws UserPluginError `AEMM_PLUGINS_BUSY` if another one holds the lock for a minute, `AEMM_DATA_DIR` if there can
 * be no lock
 */
export async function withLock<T>(
  dataDir: string,
  run: () => Promise<T>,
  patienceMs = PATIENCE_MS,
): Promise<T> {
  const file = join(dataDir, 'plugins.lock');
  await acquire(file, dataDir, patienceMs);
  try {
    return await run();
  } finally {
    await rm(file, { force: true });
    // Nothing stays where nothing was installed.
    await rmdir(dataDir).catch(() => {});
  }
}

async function acquire(file: string, dataDir: string, patienceMs: number): Promise<void> {
  const deadline = performance.now() + patienceMs;
  while (!(await tryAcquire(file, dataDir))) {
    const text = await readHolder(file).catch(() => '');
    if (isStale(text)) await removeStale(file, text);
    else if (performance.now() > deadline) throw busy(file);
    else await sleep(POLL_MS);
  }
}

async function tryAcquire(file: string, dataDir: string): Promise<boolean> {
  const holder: Holder = { pid: process.pid, host: hostname(), since: Date.now() };
  try {
    await mkdir(dataDir, { recursive: true });
    await writeFile(file, JSON.stringify(holder), { flag: 'wx' });
    return true;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    // Another one that ends may remove the folder in between.
    if (code === 'EEXIST' || code === 'ENOENT') return false;
    const advice = 'Name a folder that can be read and written in EC2_METADATA_MOCK_DATA_DIR.';
    const options = { cause: error };
    throw new UserPluginError(
      'AEMM_DATA_DIR',
      `Cannot write ${file}: ${message}. ${advice}`,
      options,
    );
  }
}

async function readHolder(file: string): Promise<string> {
  return new TextDecoder().decode(await readInput(file, { maxBytes: 4096, regular: true }));
}

/** Whether the holder runs no more. Of another machine's, with which the folder is shared, nothing is known. */
function isStale(text: string): boolean {
  try {
    const { pid, host }: Holder = JSON.parse(text);
    return host === hostname() && !isRunning(pid);
  } catch {
    // It is being written.
    return false;
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** A rename, so that of several programs that wait only one removes it. */
async function removeStale(file: string, text: string): Promise<void> {
  const aside = `${file}.${process.pid}`;
  try {
    await rename(file, aside);
    // Another one may have removed it before, and have taken the lock.
    if ((await readHolder(aside)) !== text) await link(aside, file);
  } catch {
    // It is gone.
  } finally {
    await rm(aside, { force: true });
  }
}

function busy(file: string): UserPluginError {
  const message = `Another program has been managing plugins for a minute. If there is none, remove ${file}.`;
  return new UserPluginError('AEMM_PLUGINS_BUSY', message);
}
