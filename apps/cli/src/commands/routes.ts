import { loadConfig, toPrintable } from '@aemm/config';
import type { MockCommand } from '@aemm/plugin-kit';
import { ConfiguredCommand } from '@aemm/plugin-kit';
import { string } from '@oclif/core/args';
import { boolean } from '@oclif/core/flags';
import * as usageError from '../argv/usage-error.ts';
import { describeCli, mockNames } from '../cli-docs.ts';
import { compileConfig } from '../compile-config.ts';
import type { ListedRoute } from '../listed-route.ts';
import { listRoute, listValue, routeLine } from '../listed-route.ts';

/** `routes`: what a mock would serve, without starting it. */
export class Routes extends ConfiguredCommand {
  static override summary = 'List the paths that would be served';
  static override enableJsonFlag = true;
  static override usage = 'routes [command] [flags]';
  static override examples = [
    { command: 'routes', description: 'the paths of the bare command' },
    { command: 'routes spot -d 30', description: 'those of spot, and when its notices appear' },
    { command: 'routes --values --json', description: 'paths and values, for other programs' },
  ];
  static override completes = { ...ConfiguredCommand.completes, command: 'mock' as const };
  static override args = {
    command: string({ description: 'the command whose paths to list' }),
  };

  static override flags = {
    values: boolean({ allowNo: true, description: 'whether to print what each path holds, too' }),
  };

  override async run(): Promise<{ routes: ListedRoute[] }> {
    const { args, input, owners, given } = await this.setUp();
    const withValues = given.some(({ name, value }) => name === 'values' && value === 'true');
    const config = await loadConfig({ ...input, isFileOptional: true });
    const notices = await this.#servedBy(args.command);
    const { routes, problems } = compileConfig(config, notices);
    const warnings = [...config.warnings, ...config.describe(problems, owners)];
    for (const warning of warnings) this.logToStderr(warning);
    for (const route of routes) this.log(toPrintable(routeLine(route, withValues)));
    const listed = routes.map((route) => ({
      ...listRoute(route),
      ...(withValues && listValue(route.content)),
    }));
    return { routes: listed };
  }

  async #servedBy(command: unknown): Promise<readonly string[] | undefined> {
    if (typeof command !== 'string') return undefined;
    const found = await this.config.findCommand(command)?.load();
    if (found === undefined || !('subject' in found)) {
      const message = `${JSON.stringify(command)} is not a command that mocks`;
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
