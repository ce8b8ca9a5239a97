import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config, ConfigInput } from '../config.ts';
import type { ResolvedValue } from '../model/origin.ts';

/**
 * Where a configuration may be saved.
 *
 * @public
 */
export type SavePlace = Pick<ConfigInput, 'home' | 'cwd'>;

const FOLDER = '.ec2-metadata-mock';
const FILE = '.aemm-config-used.json';
const FAILED = 'Warning: Failed to save the final configuration to local file';

/**
 * Saves a resolved configuration to `.ec2-metadata-mock/.aemm-config-used.json` in the home directory, or in the
 * working directory if there is none, as AEMM does. The file loads again; secrets are left out, only the owner may
 * read it, and no reader ever sees half of it.
 *
 * @returns where it was saved, or why it could not be, in AEMM's words: never reason enough to stop
 * @public
 */
export async function saveConfig(
  config: Config,
  { home, cwd }: SavePlace,
): Promise<{ readonly path: string } | { readonly warning: string }> {
  const folder = join(home ?? cwd, FOLDER);
  const trouble = await makeFolder(folder);
  if (trouble !== undefined) return { warning: `${FAILED} - ${trouble}` };
  const path = join(folder, FILE);
  try {
    await writeWhole(path, `${JSON.stringify(nest(config.values), null, 2)}\n`);
    return { path };
  } catch (error) {
    return { warning: `${FAILED} ${path}: ${messageOf(error)}` };
  }
}

async function makeFolder(folder: string): Promise<string | undefined> {
  try {
    await mkdir(folder, { mode: 0o700 });
    return undefined;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EEXIST') {
      return `Failed to create directory for final configuration at ${folder}: ${messageOf(error)}`;
    }
    const isFolder = await stat(folder).then(
      (stats) => stats.isDirectory(),
      () => false,
    );
    return isFolder
      ? undefined
      : `The destination '${folder}' for saving the configuration already exists, but is not a directory`;
  }
}

async function writeWhole(path: string, text: string): Promise<void> {
  const draft = `${path}.${crypto.randomUUID()}.tmp`;
  try {
    await writeFile(draft, text, { mode: 0o600, flag: 'wx' });
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/** The values by their sections, as a config file has them. */
function nest(values: readonly ResolvedValue[]): object {
  const root: Tree = new Map();
  for (const { path, value, secret } of values) {
    if (!secret) place(root, path, value);
  }
  return toObject(root);
}

type Tree = Map<string, unknown>;

function place(tree: Tree, [name = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) {
    tree.set(name, value);
    return;
  }
  const inner = tree.get(name);
  const branch: Tree = inner instanceof Map ? inner : new Map();
  tree.set(name, branch);
  place(branch, rest, value);
}

function toObject(tree: Tree): object {
  const entries = [...tree].map(([name, value]): [string, unknown] => [
    name,
    value instanceof Map ? toObject(value) : value,
  ]);
  return Object.fromEntries(entries);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
