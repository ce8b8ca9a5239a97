import { loadConfig, toPrintable } from '@aemm/config';
import type { RouteFacts } from '@aemm/core';
import { formatTime } from '@aemm/core';
import type { MockCommand } from '@aemm/plugin-kit';
import { ConfiguredCommand, describeProblems } from '@aemm/plugin-kit';
import { string } from '@oclif/core/args';
import * as usageError from '../argv/usage-error.ts';
import { describeCli, mockNames } from '../cli-docs.ts';
import { compileConfig } from '../compile-config.ts';

/** `routes`: what a mock would serve, without starting it. */
export class Routes extends ConfiguredCommand {
  static override summary = 'List the paths that would be served';
  static override enableJsonFlag = true;
  static override usage = 'routes [command] [flags]';
  static override examples = [
    { command: 'routes', description: 'the paths of the bare command' },
    { command: 'routes spot -d 30', description: 'those of spot, and when its notices appear' },
  ];
  static override completes = { ...ConfiguredCommand.completes, command: 'mock' as const };
  static override args = {
    command: string({ description: 'the command whose paths to list' }),
  };

  override async run(): Promise<{ routes: ListedRoute[] }> {
    const { args, input, owners } = await this.setUp();
    const config = await loadConfig(input);
    const notices = await this.#servedBy(args.command);
    const { routes, problems } = compileConfig(config, notices);
    for (const warning of describeProblems(problems, owners)) this.logToStderr(warning);
    for (const route of routes) this.log(toPrintable(line(route)));
    return { routes: routes.map(listed) };
  }

  async #servedBy(command: unknown): Promise<readonly string[] | undefined> {
    if (typeof command !== 'string') return undefined;
    const found = await this.config.findCommand(command)?.load();
    if (found === undefined || !('subject' in found)) {
      const message = `${JSON.stringify(command)} is no command that mocks`;
      const { bin, commands } = describeCli(this.config);
      this.error(
        usageError.format(
          usageError.unknownChoice(message, command, mockNames(commands), `${bin} routes`),
        ),
      );
    }
    return (found as unknown as typeof MockCommand).serves;
  }
}

interface ListedRoute {
  readonly path: string;
  readonly key: string;
  readonly category: string | null;
  readonly availableAt: string | null;
}

function listed({ path, key, category, firesAt }: RouteFacts): ListedRoute {
  const availableAt =
    firesAt === undefined || !Number.isFinite(firesAt) ? null : formatTime(firesAt);
  return { path, key, category: category ?? null, availableAt };
}

function line({ path, firesAt }: RouteFacts): string {
  if (firesAt === undefined) return path;
  return Number.isFinite(firesAt)
    ? `${path}  # from ${formatTime(firesAt)}`
    : `${path}  # when it is asked for`;
}
