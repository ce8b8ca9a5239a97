import type { Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { UserPluginError } from './errors.ts';
import type { UserPlugin } from './user-plugin.ts';

/** What oclif reads of a plugin at each start, whole, of any kind and size. */
const FILES = ['package.json', 'oclif.manifest.json', '.oclif.manifest.json'];

/** The manifest of a plugin with hundreds of commands is smaller. */
const MAX_MEBIBYTES = 4;

/**
 * Refuses plugins that would keep oclif from an end, or take all memory: before it reads their files, their kind and
 * size are checked.
 *
 * @throws UserPluginError `AEMM_PLUGIN_INVALID` for the first one
 */
export async function checkPluginFiles(
  dataDir: string,
  plugins: readonly UserPlugin[],
): Promise<void> {
  await Promise.all(plugins.map((plugin) => checkPlugin(dataDir, plugin)));
}

async function checkPlugin(dataDir: string, { name, root }: UserPlugin): Promise<void> {
  const folder = root ?? join(dataDir, 'node_modules', name);
  for (const file of FILES.map((each) => join(folder, each))) {
    // What cannot be read is reported by oclif.
    const stats = await stat(file).catch(() => undefined);
    const reason = stats && refusalOf(stats);
    if (reason === undefined) continue;
    const message = `${file} of the plugin ${name} ${reason}. Fix it, or run "plugins uninstall ${name}".`;
    throw new UserPluginError('AEMM_PLUGIN_INVALID', message);
  }
}

function refusalOf(stats: Stats): string | undefined {
  if (!stats.isFile()) return 'is not a regular file';
  return stats.size > MAX_MEBIBYTES * 2 ** 20 ? `is larger than ${MAX_MEBIBYTES} MiB` : undefined;
}
