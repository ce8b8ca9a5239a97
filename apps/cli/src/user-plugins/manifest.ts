import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Plugin } from '@oclif/core/config';
import { readPluginPackage } from './plugin-package.ts';

/** Writes what oclif would else find out by running the plugin's code at each start. Returns the file. */
export async function writeManifest(folder: string, cwd: string): Promise<string> {
  const root = resolve(cwd, folder);
  const { name } = await readPluginPackage(root);
  const options = { name, root, type: 'link', ignoreManifest: true, errorOnManifestCreate: true };
  const plugin = new Plugin({ ...options, respectNoCacheDefault: true });
  await plugin.load();
  const file = join(root, 'oclif.manifest.json');
  await writeFile(file, `${JSON.stringify(plugin.manifest, null, 2)}\n`);
  return file;
}
