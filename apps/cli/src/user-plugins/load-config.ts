import { toPrintable } from '@aemm/config/printable';
import { Config } from '@oclif/core/config';
import type { PJSON } from '@oclif/core/interfaces';
import pjson from '../../package.json' with { type: 'json' };
import { noTrace } from '../no-trace.ts';
import { checkPluginFiles } from './check-files.ts';
import { UserPluginError } from './errors.ts';
import { readListFile } from './list-file.ts';
import type { UserPlugin } from './user-plugin.ts';

/** oclif's view of the program, and what the user should know of plugins. */
export interface LoadedConfig {
  readonly config: Config;
  /** One line a plugin that could not be loaded, ready to print. */
  readonly warnings: readonly string[];
}

/** Loads commands and plugins. A plugin that cannot be loaded is left out and reported in one line. */
export async function loadConfig(root: string): Promise<LoadedConfig> {
  // oclif would read the user's theme whole, of any kind and size, for colours that nothing here has.
  process.env.EC2_METADATA_MOCK_DISABLE_THEME = '1';
  const options = {
    root,
    pjson: pjson as PJSON,
    // oclif reads whatever the list is, and fails on a part of it: it is checked before.
    userPlugins: false,
    ...(process.env.DEBUG === undefined && { logger: noTrace }),
  };
  const config = await Config.load(options);
  const { plugins, warnings } = await listPlugins(config.dataDir);
  if (plugins.length === 0) return { config, warnings };
  config.options.userPlugins = true;
  const unloaded = await collectWarnings(() => config.loadPluginsAndCommands({ force: true }));
  if (unloaded.length === 0) return { config, warnings: [] };
  const { explainWarnings } = await import('./explain-warnings.ts');
  return { config, warnings: await explainWarnings(config, plugins, unloaded) };
}

interface ListedPlugins {
  readonly plugins: readonly UserPlugin[];
  readonly warnings: readonly string[];
}

async function listPlugins(dataDir: string): Promise<ListedPlugins> {
  try {
    const { plugins } = await readListFile(dataDir);
    await checkPluginFiles(dataDir, plugins);
    return { plugins, warnings: [] };
  } catch (error) {
    if (!(error instanceof UserPluginError)) throw error;
    const line = `Warning: all plugins are left out (${error.code}): ${error.message}`;
    return { plugins: [], warnings: [toPrintable(line)] };
  }
}

/** oclif reports plugins by process warnings of many lines: they are collected instead. */
async function collectWarnings(run: () => Promise<void>): Promise<unknown[]> {
  const { emitWarning } = process;
  const warnings: unknown[] = [];
  process.emitWarning = (warning: string | Error, details?: unknown) => {
    warnings.push(details instanceof Error ? details : warning);
  };
  try {
    await run();
    return warnings;
  } finally {
    process.emitWarning = emitWarning;
  }
}
