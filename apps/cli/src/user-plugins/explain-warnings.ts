import { join } from 'node:path';
import { toPrintable } from '@aemm/config/printable';
import type { PluginProblem } from '@aemm/plugin-kit';
import { formatPluginProblem, toPluginProblem } from '@aemm/plugin-kit';
import type { Config } from '@oclif/core/config';
import { Plugin } from '@oclif/core/config';
import type { InvalidCommand } from '../cli-docs.ts';
import { trace } from '../trace.ts';
import type { UserPlugin } from './user-plugin.ts';

/** What oclif's warnings say about plugins, in one line each. What they say about something else is passed on. */
export async function explainWarnings(
  config: Config,
  plugins: readonly UserPlugin[],
  warnings: readonly unknown[],
): Promise<string[]> {
  const missing = await explainMissing(config, plugins);
  const explained = warnings.map((warning) => explainCommand(warning));
  for (const [index, warning] of warnings.entries()) {
    const isOfMissing = warning instanceof Error && missing.length > 0;
    if (explained[index] === undefined && !isOfMissing)
      process.emitWarning(toPrintable(firstLine(warning)));
  }
  return [...missing, ...explained.filter((line) => line !== undefined)];
}

function firstLine(warning: unknown): string {
  const text = warning instanceof Error ? warning.message : String(warning);
  return text.split('\n', 1)[0] ?? text;
}

/** The plugins on the list that oclif has not loaded. */
async function explainMissing(config: Config, plugins: readonly UserPlugin[]): Promise<string[]> {
  const loaded = new Set([...config.plugins.values()].map(({ alias }) => alias));
  const missing = plugins.filter(({ name }) => !loaded.has(name));
  const problems = await Promise.all(missing.map((plugin) => loadAlone(plugin, config.dataDir)));
  return problems.filter((problem) => problem !== undefined).map(formatWithCause);
}

/** oclif does not keep which plugin an error was about: alone, each shows its own. */
async function loadAlone(
  { name, type, root }: UserPlugin,
  dataDir: string,
): Promise<PluginProblem | undefined> {
  try {
    await new Plugin({ name, type, root: root ?? join(dataDir, 'package.json') }).load();
    return undefined;
  } catch (error) {
    return toPluginProblem(name, error, 'AEMM_PLUGIN_LOAD');
  }
}

/** A command of a plugin that otherwise loads: oclif names both in the details of its warning. */
function explainCommand(warning: unknown): string | undefined {
  const { detail = '', message } = warning as { detail?: string; message?: string };
  const [, command] = /^task: findCommand \((.*)\)$/m.exec(detail) ?? [];
  const [, plugin] = /^plugin: (.*)$/m.exec(detail) ?? [];
  if (command === undefined || plugin === undefined) return undefined;
  const what = `its command "${command.replaceAll(':', ' ')}" cannot be loaded: ${message}`;
  return formatWithCause({ ...toPluginProblem(plugin, what, 'AEMM_PLUGIN_LOAD'), cause: warning });
}

/** A command that oclif found, but whose plugin says of it what cannot be. */
export function explainInvalid({ command: { id, pluginAlias }, error }: InvalidCommand): string {
  const reason = error instanceof Error ? error.message : String(error);
  const what = `its command "${id.replaceAll(':', ' ')}" cannot be described: ${reason}`;
  return formatWithCause({
    ...toPluginProblem(pluginAlias ?? id, what, 'AEMM_PLUGIN_LOAD'),
    cause: error,
  });
}

/** The line of a problem and, if `DEBUG` is set, the stack of its cause. */
function formatWithCause(problem: PluginProblem): string {
  return [formatPluginProblem(problem), trace(problem.cause) ?? []].flat().join('\n');
}
