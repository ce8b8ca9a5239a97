import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { InputError, readInput } from '@aemm/config/read-input';
import { UserPluginError } from './errors.ts';
import type { Manifest } from './list-shape.ts';
import { checkListShape } from './list-shape.ts';
import type { UserPlugin } from './user-plugin.ts';

/** The `package.json` of the data directory: npm keeps its dependencies, oclif reads its plugins. */
export interface ListFile {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly plugins: readonly UserPlugin[];
}

/** A list of thousands of plugins is smaller. */
const MAX_BYTES = 2 ** 20;

/**
 * Reads the list; a data directory without one has no plugins.
 *
 * @throws UserPluginError `AEMM_PLUGIN_LIST` if the file is not a list, `AEMM_DATA_DIR` if it cannot be read
 */
export async function readListFile(dataDir: string): Promise<ListFile> {
  const { dependencies = {}, oclif } = (await readManifest(dataDir)) ?? {};
  return { dependencies, plugins: oclif?.plugins ?? [] };
}

/** What becomes of the plugins that are on the list at that moment. */
export type Change = (plugins: readonly UserPlugin[]) => readonly UserPlugin[];

/**
 * Changes the plugins on the list, whole or not at all, and creates the file if there is none. The caller holds the
 * lock.
 *
 * @throws UserPluginError as {@link readListFile} does
 */
export async function changePlugins(dataDir: string, change: Change): Promise<void> {
  const file = listFile(dataDir);
  const manifest = (await readManifest(dataDir)) ?? {};
  const oclif = { schema: 1, ...manifest.oclif, plugins: change(manifest.oclif?.plugins ?? []) };
  const text = JSON.stringify({ private: true, dependencies: {}, ...manifest, oclif }, null, 2);
  const draft = `${file}.${process.pid}.new`;
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(draft, `${text}\n`);
    await rename(draft, file);
  } catch (cause) {
    await rm(draft, { force: true }).catch(() => {});
    throw unusable(`write ${file}`, cause);
  }
}

function listFile(dataDir: string): string {
  return join(dataDir, 'package.json');
}

async function readManifest(dataDir: string): Promise<Manifest | undefined> {
  const file = listFile(dataDir);
  const text = await readText(file);
  if (text === undefined) return undefined;
  try {
    return checkListShape(JSON.parse(text));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const message = `The list of plugins, ${file}, is not valid: ${reason}. Fix or remove it.`;
    throw new UserPluginError('AEMM_PLUGIN_LIST', message, { cause });
  }
}

async function readText(file: string): Promise<string | undefined> {
  try {
    const bytes = await readInput(file, { maxBytes: MAX_BYTES, regular: true });
    return new TextDecoder().decode(bytes);
  } catch (cause) {
    const code = cause instanceof InputError ? cause.code : undefined;
    if (code === 'ENOENT') return undefined;
    throw unusable(`read ${file}`, cause);
  }
}

function unusable(what: string, cause: unknown): UserPluginError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const message = `Cannot ${what}: ${reason}. Name a folder that can be read and written in EC2_METADATA_MOCK_DATA_DIR.`;
  return new UserPluginError('AEMM_DATA_DIR', message, { cause });
}
