import { readFile, realpath } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

/**
 * A file that is being watched.
 *
 * @public
 */
export interface ConfigWatch {
  /** Stops watching. */
  close(): Promise<void>;
}

/** Long enough for an editor that truncates and writes, short enough for a person who waits. */
const QUIET_MILLISECONDS = 100;

/**
 * Watches a config file for new content, however it gets there: written in place, replaced by rename, or swapped by a
 * symbolic link as Kubernetes does for a ConfigMap. A file that goes away is waited for.
 *
 * @param onChange - is called once the content has changed and come to rest
 * @see https://kubernetes.io/docs/concepts/configuration/configmap/#mounted-configmaps-are-updated-automatically
 * @public
 */
export async function watchConfig(file: string, onChange: () => void): Promise<ConfigWatch> {
  // Loaded only by those who watch.
  const { watch } = await import('chokidar');
  const path = resolve(file);
  let known = await digest(path);
  let timer: NodeJS.Timeout | undefined;
  let looking = Promise.resolve();
  let closed = false;

  const look = async (): Promise<void> => {
    watcher.add(await foldersOf(path));
    const now = await digest(path);
    if (closed || now === undefined || now === known) return;
    known = now;
    onChange();
  };
  const wait = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      // One after the other, so that no slow look brings back old news.
      looking = looking.then(look);
    }, QUIET_MILLISECONDS);
  };

  const watcher = watch(await foldersOf(path), { depth: 0, ignoreInitial: true });
  // A swapped link is news to the folder alone: chokidar tells of it only by the event of the operating system.
  watcher.on('all', wait).on('raw', wait).on('error', wait);
  await new Promise<void>((ready) => watcher.once('ready', ready));
  // What changed while the watch was being set up.
  wait();
  return {
    async close() {
      closed = true;
      clearTimeout(timer);
      await watcher.close();
    },
  };
}

/** The folder of the path, and the folder that its links lead to. */
async function foldersOf(path: string): Promise<string[]> {
  const real = await realpath(path).catch(() => path);
  return [...new Set([dirname(path), dirname(real)])];
}

/** What stands for the content; `undefined` while there is none to read. */
async function digest(path: string): Promise<string | undefined> {
  try {
    const { createHash } = process.getBuiltinModule('node:crypto');
    return createHash('sha256')
      .update(await readFile(path))
      .digest('hex');
  } catch {
    return undefined;
  }
}
