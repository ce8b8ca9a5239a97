import type { PluginErrorCode } from '@aemm/plugin-kit';
import type { Config } from '@oclif/core/config';
import { isOfWorkingDirectory } from '../fail.ts';

/** A command that a user's plugin brought failed in a way that its author did not foresee. */
class PluginCommandError extends Error {
  override readonly name = 'PluginCommandError';
  readonly code: PluginErrorCode;

  constructor(code: PluginErrorCode, plugin: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const [line = reason] = reason.split('\n', 1);
    super(`Plugin ${plugin} failed: ${line}`, { cause });
    this.code = code;
  }
}

/** Runs a command. What a plugin's code throws is attributed to that plugin, in one line. */
export async function runCommand(config: Config, id: string, argv: string[]): Promise<void> {
  const command = config.findCommand(id, { must: true });
  const { pluginAlias: plugin = id, pluginType } = command;
  if (pluginType === 'core') {
    await config.runCommand(id, argv, command);
    return;
  }
  try {
    await command.load();
  } catch (error) {
    throw new PluginCommandError('AEMM_PLUGIN_LOAD', plugin, error);
  }
  try {
    await config.runCommand(id, argv, command);
  } catch (error) {
    throw isForeseen(error) ? error : new PluginCommandError('AEMM_PLUGIN_THREW', plugin, error);
  }
}

/** Errors that say themselves how they are to be shown: oclif's, those of a configuration, those with a code of ours. */
function isForeseen(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  const isOurs = String(code).startsWith('AEMM_');
  return isOurs || 'oclif' in error || 'problems' in error || isOfWorkingDirectory(error);
}
