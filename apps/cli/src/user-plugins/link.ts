import { resolve } from 'node:path';
import { UserPluginError } from './errors.ts';
import { readListFile, writePlugins } from './list-file.ts';
import type { PluginPackage } from './plugin-package.ts';
import { readPluginPackage } from './plugin-package.ts';

/** Uses a plugin from the folder where it is developed. Linking the same folder again changes nothing. */
export async function linkPlugin(
  dataDir: string,
  typed: string,
  cwd: string,
): Promise<PluginPackage> {
  const root = resolve(cwd, typed);
  const found = await readPluginPackage(root);
  const { plugins } = await readListFile(dataDir);
  const present = plugins.find(({ name }) => name === found.name);
  if (present !== undefined && present.root !== root) {
    const how = present.type === 'link' ? `linked to ${present.root}` : 'installed';
    const message = `${found.name} is ${how} already. Run "plugins uninstall ${found.name}" first.`;
    throw new UserPluginError('AEMM_PLUGIN_PRESENT', message);
  }
  if (present === undefined) {
    await writePlugins(dataDir, [...plugins, { name: found.name, type: 'link', root }]);
  }
  return found;
}
