import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { collectCategories, formatPluginProblem } from '@aemm/plugin-kit';
import type { Command } from '@oclif/core/command';
import type { Config } from '@oclif/core/config';
import { ownCommand } from '../own-command.ts';

/** What came of asking a plugin for its categories, as a mock would. */
export interface PluginTrial {
  /** The ids of those that it brings. */
  readonly categories: readonly string[];
  /** What is left out of it and why, one line each, ready to print. */
  readonly problems: readonly string[];
}

/** Tries a plugin that is loaded. */
export async function tryPlugin(config: Config, name: string): Promise<PluginTrial> {
  const plugin = [...config.plugins.values()].find(({ alias }) => alias === name)?.name ?? name;
  const { owners, problems } = await collectCategories(config);
  return {
    categories: [...owners].flatMap(([id, owner]) => (owner === plugin ? [id] : [])),
    problems: problems.filter((problem) => problem.plugin === plugin).map(formatPluginProblem),
  };
}

/** Tries a plugin that a command has added, and reports the result. */
export async function reportTrial(command: Command, name: string): Promise<void> {
  const { categories, problems } = await tryNewPlugin(command.config.root, name);
  if (categories.length > 0) command.log(`categories: ${categories.join(', ')}`);
  for (const line of problems) command.logToStderr(line);
  if (problems.length > 0) command.logToStderr(adviceOn(name));
}

/** What to do about a plugin with problems. */
export function adviceOn(name: string): string {
  return `Build or fix the plugin. "plugins inspect ${name}" tries it again.`;
}

/** Has a program of its own inspect it: this one may have loaded the version that it replaces. */
async function tryNewPlugin(root: string, name: string): Promise<PluginTrial> {
  const [program = '', ...first] = ownCommand(join(root, 'bin', 'run.js'));
  const args = [...first, 'plugins', 'inspect', name, '--json'];
  try {
    const { stdout, stderr } = await promisify(execFile)(program, args);
    const { categories, problems }: PluginTrial = JSON.parse(stdout);
    const early = stderr.split('\n').filter((line) => line.startsWith(`Warning: plugin ${name} `));
    return { categories, problems: [...early, ...problems] };
  } catch {
    return {
      categories: [],
      problems: [`Warning: plugin ${name} stops the program that loads it.`],
    };
  }
}
