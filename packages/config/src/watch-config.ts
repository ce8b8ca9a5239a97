import { readFile, readlink } from 'node:fs/promises';
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

/** Content counts once it has stood for this long: an editor truncates before it writes. */
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
  const chain = new Set(await chainOf(path));
  let known = await digest(path);
  let seen = known;
  let timer: NodeJS.Timeout | undefined;
  let looking = Promise.resolve();
  let closed = false;

  /** Begins to watch where the links lead now, and looks once more for what changed there meanwhile. */
  const followLinks = async (): Promise<void> => {
    const fresh = (await chainOf(path)).filter((step) => !chain.has(step));
    if (closed || fresh.length === 0) return;
    for (const step of fresh) chain.add(step);
    watcher.add(fresh.map((step) => dirname(step)));
    wait();
  };
  const look = async (): Promise<void> => {
    await followLinks();
    const now = await digest(path);
    if (closed || now === undefined) return;
    const rests = now === seen;
    seen = now;
    if (now === known) return;
    if (!rests) return wait();
    known = now;
    onChange();
  };
  // Not begun anew by each event: in a busy folder it would never end.
  const wait = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined;
      // One after the other, so that no slow look brings back old news.
      looking = looking.then(look);
    }, QUIET_MILLISECONDS);
  };

  const watcher = watch(foldersOf(chain), {
    depth: 0,
    ignoreInitial: true,
    ignored: (candidate) => !isOnTheWay(resolve(candidate), chain),
  });
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

/** As many as Linux follows. */
const MOST_LINKS = 40;

/** The path and, link by link, what it leads to: any of these links may be swapped. */
async function chainOf(path: string): Promise<string[]> {
  const chain: string[] = [];
  let next: string | undefined = path;
  while (next !== undefined && chain.length <= MOST_LINKS) {
    chain.push(next);
    const target: string | undefined = await readlink(next).catch(() => undefined);
    next = target === undefined ? undefined : resolve(dirname(next), target);
  }
  return chain;
}

function foldersOf(chain: Iterable<string>): string[] {
  return [...new Set([...chain].map((step) => dirname(step)))];
}

/** A home directory holds more files than a process may watch. */
function isOnTheWay(candidate: string, chain: ReadonlySet<string>): boolean {
  return chain.has(candidate) || foldersOf(chain).includes(candidate);
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
