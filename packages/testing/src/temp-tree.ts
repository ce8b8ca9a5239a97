import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { atExit } from './at-exit.ts';

/**
 * Files by their path below a folder. Text and bytes are written as they are, everything else as JSON.
 *
 * @public
 */
export type Files = Readonly<Record<string, string | Uint8Array | object>>;

/**
 * A folder of its own for one test.
 *
 * @public
 */
export interface TempTree extends Disposable {
  /** The folder, with links resolved. */
  readonly path: string;
  /** The path of something in it. */
  join(...segments: string[]): string;
  /** Writes more files, over those that are there. */
  write(files: Files): void;
  /** Removes the folder and all that is in it. */
  remove(): void;
}

/**
 * Creates a folder of files below the system's folder for temporary ones. It goes with `using`, with
 * {@link TempTree.remove}, and at the latest when the process ends by itself.
 *
 * @example
 * ```ts
 * using tree = tempTree({ 'aemm.json': { imdsv2: true }, 'notes/read.me': 'hello' });
 * await runCli(['config', 'validate', 'aemm.json'], { cwd: tree.path });
 * ```
 * @public
 */
export function tempTree(files: Files = {}): TempTree {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'aemm-')));
  const erase = () => rmSync(path, { recursive: true, force: true, maxRetries: 3 });
  const forget = atExit(erase);
  const remove = () => {
    forget();
    erase();
  };
  const write = (more: Files) => writeFiles(path, more);
  write(files);
  return {
    path,
    join: (...segments) => join(path, ...segments),
    write,
    remove,
    [Symbol.dispose]: remove,
  };
}

function writeFiles(folder: string, files: Files): void {
  for (const [name, content] of Object.entries(files)) {
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, isRaw(content) ? content : `${JSON.stringify(content, null, 2)}\n`);
  }
}

function isRaw(content: string | Uint8Array | object): content is string | Uint8Array {
  return typeof content === 'string' || content instanceof Uint8Array;
}
