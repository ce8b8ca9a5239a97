import { resolve } from 'node:path';
import { UserPluginError } from './errors.ts';
import { changePlugins } from './list-file.ts';
import { withLock } from './lock.ts';
import type { PluginPackage } from './plugin-package.ts';
import { readPluginPackage } from './plugin-package.ts';
import type { UserPlugin } from './user-plugin.ts';

/** Uses a plugin from the folder where it is developed. Linking the same folder again changes nothing. */
export async function linkPlugin(
  dataDir: string,
  typed: string,
  cwd: string,
): Promise<PluginPackage> {
  const root = resolve(cwd, typed);
  const found = await readPluginPackage(root);
  await withLock(dataDir, () =>
    changePlugins(dataDir, (plugins) => withLink(plugins, found.name, root)),
  );
  return found;
}

function withLink(
  plugins: readonly UserPlugin[],
  name: string,
  root: string,
): readonly UserPlugin[] {
  const present = plugins.find((plugin) => plugin.name === name);
  if (present === undefined) return [...plugins, { name, type: 'link', root }];
  if (present.root === root) return plugins;
  const how = present.type === 'link' ? `linked to ${present.root}` : 'installed';
  const message = `${name} is ${how} already. Run "plugins uninstall ${name}" first.`;
  throw new UserPluginError('AEMM_PLUGIN_PRESENT', message);
}
