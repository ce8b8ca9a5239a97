import { mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config, ConfigInput } from '../config.ts';
import type { ResolvedValue } from '../model/origin.ts';
import { toPrintable } from '../printable.ts';

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
 * What became of a configuration that was to be saved.
 *
 * @public
 */
export type SaveResult =
  | {
      /** Where it was saved. */
      readonly path: string;
      /** The keys of configured secrets, which are left out. */
      readonly omitted: readonly string[];
    }
  | {
      /** Why it could not be saved, in AEMM's wording. */
      readonly warning: string;
    };

/**
 * Saves a resolved configuration to `.ec2-metadata-mock/.aemm-config-used.json` in the home directory, or in the
 * working directory if there is none, as AEMM does. The file loads again; secrets are left out, only the owner may
 * read it, and no reader ever sees half of it. It is written when this returns: scripts end the mock at once.
 *
 * @public
 */
export function saveConfig(config: Config, { home, cwd }: SavePlace): SaveResult {
  const folder = join(home ?? cwd, FOLDER);
  const problem = makeFolder(folder);
  if (problem !== undefined) return { warning: toPrintable(`${FAILED} - ${problem}`) };
  const path = join(folder, FILE);
  const values = config.values.filter(({ secret }) => !secret);
  try {
    writeWhole(path, `${JSON.stringify(nest(values), null, 2)}\n`);
    return { path, omitted: configuredSecrets(config) };
  } catch (error) {
    return { warning: toPrintable(`${FAILED} ${path}: ${messageOf(error)}`) };
  }
}

function configuredSecrets({ values }: Config): readonly string[] {
  const secrets = values.filter(({ secret, origin }) => secret && origin.source !== 'default');
  return secrets.map(({ key }) => key);
}

function makeFolder(folder: string): string | undefined {
  try {
    mkdirSync(folder, { mode: 0o700 });
    return undefined;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EEXIST') {
      return `Failed to create directory for final configuration at ${folder}: ${messageOf(error)}`;
    }
    return isFolder(folder)
      ? undefined
      : `The destination '${folder}' for saving the configuration already exists, but is not a directory`;
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

function writeWhole(path: string, text: string): void {
  const draft = `${path}.${crypto.randomUUID()}.tmp`;
  try {
    writeFileSync(draft, text, { mode: 0o600, flag: 'wx' });
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

/** The values by their sections, as a config file has them. */
function nest(values: readonly ResolvedValue[]): object {
  const root: Tree = new Map();
  for (const { path, value } of values) place(root, path, value);
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
