import { join } from 'node:path';
import type { Config } from '@oclif/core/interfaces';
import { readListFile } from './list-file.ts';
import { readPluginPackage } from './plugin-package.ts';
import type { UserPlugin } from './user-plugin.ts';

/** What there is to say about a user's plugin. */
export interface UserPluginFacts {
  readonly name: string;
  readonly type: UserPlugin['type'];
  /** `null` if its manifest cannot be read. */
  readonly version: string | null;
  /** The folder it is in. */
  readonly root: string;
  /** The ids of its commands. */
  readonly commands: readonly string[];
  /** Whether oclif could load it. */
  readonly loaded: boolean;
}

/** Every plugin that the user brought, by name. */
export async function describeUserPlugins(config: Config): Promise<UserPluginFacts[]> {
  const { plugins } = await readListFile(config.dataDir);
  const facts = await Promise.all(plugins.map((plugin) => describe(plugin, config)));
  return facts.sort((one, other) => (one.name < other.name ? -1 : 1));
}

async function describe(plugin: UserPlugin, config: Config): Promise<UserPluginFacts> {
  const { name, type, root = join(config.dataDir, 'node_modules', name) } = plugin;
  const loaded = [...config.plugins.values()].find((candidate) => candidate.alias === name);
  const found = await readPluginPackage(root).catch(() => undefined);
  return {
    name,
    type,
    version: found?.version ?? null,
    root,
    commands: loaded?.commandIDs.map((id) => id.replaceAll(':', ' ')) ?? [],
    loaded: loaded !== undefined,
  };
}
