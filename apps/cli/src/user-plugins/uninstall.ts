import { findUserPlugin } from './find.ts';
import { changePlugins, readListFile } from './list-file.ts';
import { withLock } from './lock.ts';
import { runNpm } from './npm.ts';
import type { UserPlugin } from './user-plugin.ts';

/** Removes a plugin, named as it is listed or by the folder that it is linked to. A linked one stays where it is. */
export async function uninstallPlugin(
  dataDir: string,
  typed: string,
  cwd: string,
): Promise<UserPlugin> {
  return withLock(dataDir, async () => {
    const { plugins } = await readListFile(dataDir);
    const plugin = findUserPlugin(plugins, typed, cwd);
    if (plugin.type === 'user') await runNpm(dataDir, ['uninstall'], plugin.name);
    await changePlugins(dataDir, (left) => left.filter(({ name }) => name !== plugin.name));
    return plugin;
  });
}
