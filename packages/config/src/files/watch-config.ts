import { unwatchFile, watchFile } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';

/**
 * A file that is being watched.
 *
 * @public
 */
export interface ConfigWatch {
  /** Stops watching. */
  close(): Promise<void>;
}

/** The interval of polling: short enough for a person, and cheap for the machine. */
const POLL_MILLISECONDS = 250;

/** How long new content must stay the same: an editor truncates a file before it writes. */
const QUIET_MILLISECONDS = 100;

/**
 * Watches a config file for new content, however it gets there: written in place, replaced by rename, or swapped by a
 * symbolic link anywhere on its path, as Kubernetes does for a ConfigMap. A file that goes away or cannot be read any
 * more is a change too; the watch waits for it, and for its folder.
 *
 * @param onChange - called once the content has changed and has stayed the same for a moment
 * @see https://kubernetes.io/docs/concepts/configuration/configmap/#mounted-configmaps-are-updated-automatically
 * @public
 */
export async function watchConfig(file: string, onChange: () => void): Promise<ConfigWatch> {
  const path = resolve(file);
  let known: string | undefined;
  let seen: string | undefined;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  const look = async (): Promise<void> => {
    const now = await digest(path);
    if (closed) return;
    const rests = now === seen;
    seen = now;
    if (now === known) return;
    if (!rests) return lookLater();
    known = now;
    onChange();
  };
  // One after the other, so that a slow look does not report an older state.
  const lookNext = (): void => {
    looking = looking.then(look);
  };
  const lookLater = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined;
      lookNext();
    }, QUIET_MILLISECONDS);
  };

  let looking = digest(path).then((first) => {
    known = first;
    seen = first;
  });
  watchFile(path, { interval: POLL_MILLISECONDS }, lookNext);
  await looking;
  // What changed while the watch was being set up.
  lookLater();
  return {
    async close() {
      closed = true;
      clearTimeout(timer);
      unwatchFile(path, lookNext);
    },
  };
}

/** The digest of the content; `undefined` while it cannot be read. */
async function digest(path: string): Promise<string | undefined> {
  try {
    // Reading anything else, such as a pipe, may never end.
    if (!(await stat(path)).isFile()) return undefined;
    const { createHash } = process.getBuiltinModule('node:crypto');
    return createHash('sha256')
      .update(await readFile(path))
      .digest('hex');
  } catch {
    return undefined;
  }
}
