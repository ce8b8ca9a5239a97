import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Plugin } from '@oclif/core/config';
import { UserPluginError } from './errors.ts';
import { readPluginPackage } from './plugin-package.ts';

/**
 * Writes what oclif would else find out by running the plugin's code at each start.
 *
 * @returns the file
 * @throws UserPluginError if the folder holds no plugin or cannot be written
 */
export async function writeManifest(folder: string, cwd: string): Promise<string> {
  const root = resolve(cwd, folder);
  const { name } = await readPluginPackage(root);
  const options = { name, root, type: 'link', ignoreManifest: true, errorOnManifestCreate: true };
  const plugin = new Plugin({ ...options, respectNoCacheDefault: true });
  await plugin.load();
  const file = join(root, 'oclif.manifest.json');
  try {
    await writeFile(file, `${JSON.stringify(plugin.manifest, null, 2)}\n`);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new UserPluginError('AEMM_PLUGIN_FOLDER', `Cannot write ${file} (${code}).`, { cause });
  }
  return file;
}
