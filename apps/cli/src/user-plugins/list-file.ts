import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { UserPluginError } from './errors.ts';

/** A plugin that the user brought, as oclif lists it. */
export interface UserPlugin {
  readonly name: string;
  /** `user`: installed by npm below the data directory; `link`: used where it is. */
  readonly type: 'user' | 'link';
  /** Where a linked one is. */
  readonly root?: string;
  /** The version or distribution tag that was asked for. */
  readonly tag?: string;
  /** Where one that is in no registry came from. */
  readonly url?: string;
}

/** The `package.json` of the data directory: npm keeps its dependencies, oclif reads its plugins. */
export interface ListFile {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly plugins: readonly UserPlugin[];
}

type Manifest = Record<string, unknown> & {
  dependencies?: Record<string, string>;
  oclif?: { plugins?: (UserPlugin | string)[] };
};

/** Reads the list; a data directory without one has no plugins. */
export async function readListFile(dataDir: string): Promise<ListFile> {
  const { dependencies = {}, oclif } = await readManifest(dataDir);
  const plugins = (oclif?.plugins ?? []).map((plugin) =>
    typeof plugin === 'string' ? ({ name: plugin, type: 'user' } as const) : plugin,
  );
  return { dependencies, plugins };
}

/** Replaces the plugins on the list, whole or not at all, and creates the file if there is none. */
export async function writePlugins(dataDir: string, plugins: readonly UserPlugin[]): Promise<void> {
  const file = listFile(dataDir);
  const manifest = await readManifest(dataDir);
  const oclif = { schema: 1, ...manifest.oclif, plugins };
  const text = JSON.stringify({ private: true, dependencies: {}, ...manifest, oclif }, null, 2);
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(`${file}.new`, `${text}\n`);
    await rename(`${file}.new`, file);
  } catch (cause) {
    throw unusable(`write ${file}`, cause);
  }
}

function listFile(dataDir: string): string {
  return join(dataDir, 'package.json');
}

async function readManifest(dataDir: string): Promise<Manifest> {
  const file = listFile(dataDir);
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return {};
    if (!(cause instanceof SyntaxError)) throw unusable(`read ${file}`, cause);
    const message = `The list of plugins, ${file}, is not valid: ${cause.message}. Fix or remove it.`;
    throw new UserPluginError('AEMM_PLUGIN_LIST', message, { cause });
  }
}

function unusable(what: string, cause: unknown): UserPluginError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const message = `Cannot ${what}: ${reason}. Name a folder that can be read and written in EC2_METADATA_MOCK_DATA_DIR.`;
  return new UserPluginError('AEMM_DATA_DIR', message, { cause });
}
