import { findUserPlugin } from './find.ts';
import type { UserPlugin } from './list-file.ts';
import { readListFile, writePlugins } from './list-file.ts';
import { runNpm } from './npm.ts';

/** Removes a plugin, named as it is listed or by the folder that it is linked to. A linked one stays where it is. */
export async function uninstallPlugin(
  dataDir: string,
  typed: string,
  cwd: string,
): Promise<UserPlugin> {
  const { plugins } = await readListFile(dataDir);
  const plugin = findUserPlugin(plugins, typed, cwd);
  if (plugin.type === 'user') await runNpm(dataDir, ['uninstall'], plugin.name);
  await writePlugins(
    dataDir,
    plugins.filter((each) => each !== plugin),
  );
  return plugin;
}
