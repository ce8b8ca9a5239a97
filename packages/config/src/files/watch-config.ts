import { unwatchFile, watchFile } from 'node:fs';
import { resolve } from 'node:path';
import { limitsFor, totalMemory } from './limits.ts';
import { InputError, readInput } from './read-input.ts';

/**
 * A file that is being watched.
 *
 * @public
 */
export interface ConfigWatch {
  /**
   * The content that was reported last or, before the first report, that was there when the watch began.
   *
   * @throws InputError if the file could not be read then
   */
  read(): Uint8Array;
  /** Reports the content again in a second, changed or not. */
  retry(): void;
  /** Stops watching. */
  close(): Promise<void>;
}

/** The content of a file, or why there is none. */
type FileState = { readonly bytes: Uint8Array } | { readonly error: InputError };

/** The interval of polling: short enough for a person, and cheap for the machine. */
const POLL_MILLISECONDS = 250;

/** How long new content must stay the same: an editor truncates a file before it writes. */
const QUIET_MILLISECONDS = 100;

/** When to look again at a file that cannot be read: the reason may pass without a change of the file. */
const RETRY_MILLISECONDS = 1000;

/** How long a read may take. One from a network that hangs may never end. */
const PATIENCE_MILLISECONDS = 5000;

const readRegular = (path: string): Promise<Uint8Array> =>
  readInput(path, { ...limitsFor(totalMemory()), regular: true });

/**
 * Watches a config file for new content, however it gets there: written in place, replaced by rename, or swapped by a
 * symbolic link anywhere on its path, as Kubernetes does for a ConfigMap. A file that goes away or cannot be read any
 * more, since it is a pipe now for example, is a change too; the watch waits for it, and for its folder.
 *
 * @param onChange - called once the content has changed and has stayed the same for a moment
 * @param read - reads the file; without it, regular files of up to 4 MiB are read
 * @see https://kubernetes.io/docs/concepts/configuration/configmap/#mounted-configmaps-are-updated-automatically
 * @public
 */
export async function watchConfig(
  file: string,
  onChange: () => void,
  read: (path: string) => Promise<Uint8Array> = readRegular,
): Promise<ConfigWatch> {
  const path = resolve(file);
  const readState = createReader(() => read(path));
  let known = await readState();
  let seen = known;
  let mustReport = false;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  const look = async (): Promise<void> => {
    const state = await readState();
    if (closed) return;
    const rests = isSame(state, seen);
    seen = rests ? seen : state;
    if (!rests) return lookIn(QUIET_MILLISECONDS);
    if ('error' in state) lookIn(RETRY_MILLISECONDS);
    if (isSame(state, known) && !mustReport) return;
    mustReport = false;
    known = seen;
    onChange();
  };
  let looking = Promise.resolve();
  // One after the other, so that a slow look does not report an older state.
  const lookNext = (): void => {
    looking = looking.then(look);
  };
  const lookIn = (milliseconds: number): void => {
    clearTimeout(timer);
    timer = setTimeout(lookNext, milliseconds);
  };

  watchFile(path, { interval: POLL_MILLISECONDS }, lookNext);
  // What changed while the watch was being set up.
  lookIn(QUIET_MILLISECONDS);
  return {
    read() {
      if ('error' in known) throw known.error;
      return known.bytes;
    },
    retry() {
      mustReport = true;
      lookIn(RETRY_MILLISECONDS);
    },
    async close() {
      closed = true;
      clearTimeout(timer);
      unwatchFile(path, lookNext);
    },
  };
}

/** Reads a state. While a read hangs, no other one begins. */
function createReader(read: () => Promise<Uint8Array>): () => Promise<FileState> {
  let pending: Promise<FileState> | undefined;
  return async () => {
    pending ??= read()
      .then((bytes) => ({ bytes }), toFailure)
      .finally(() => {
        pending = undefined;
      });
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<FileState>((resolve) => {
      timer = setTimeout(() => resolve({ error: LATE }), PATIENCE_MILLISECONDS);
    });
    try {
      return await Promise.race([pending, late]);
    } finally {
      clearTimeout(timer);
    }
  };
}

const LATE = new InputError(
  `it cannot be read within ${PATIENCE_MILLISECONDS / 1000} s`,
  'ETIMEDOUT',
);

function toFailure(error: unknown): FileState {
  return { error: error instanceof InputError ? error : new InputError(String(error)) };
}

function isSame(one: FileState, other: FileState): boolean {
  if ('bytes' in one && 'bytes' in other) return Buffer.compare(one.bytes, other.bytes) === 0;
  return 'error' in one && 'error' in other && one.error.message === other.error.message;
}
