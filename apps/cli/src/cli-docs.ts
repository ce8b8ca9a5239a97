import type { Command } from '@oclif/core/command';
import type { Config } from '@oclif/core/config';
import type { ArgumentDocs, CliDocs, CommandDocs, ExampleDocs, FlagDocs } from './help/docs.ts';

const BIN = 'ec2-metadata-mock';

/** The command that runs when none is named. */
export const DEFAULT_COMMAND = 'mock';

/** What other programs, oclif's own commands for plugins among them, call commands of ours. */
const OTHER_NAMES = new Map([
  ['plugins list', 'plugins'],
  ['plugins ls', 'plugins'],
  ['plugins update', 'plugins install'],
  ['plugins upgrade', 'plugins install'],
]);

/** A command that cannot be described, and why. */
export interface InvalidCommand {
  readonly command: Command.Loadable;
  readonly error: unknown;
}

/** What is known of a command: oclif checks nothing of what a plugin's manifest says. */
type KnownCommand = Pick<Command.Loadable, 'id'> & Partial<Command.Loadable>;

/**
 * What there is to type, read from the commands that oclif found: ours and those of plugins.
 *
 * @param onInvalid - receives each command that is left out because it cannot be described
 */
export function describeCli(
  config: Config,
  onInvalid: (invalid: InvalidCommand) => void = () => {},
): CliDocs {
  const root = config.commands.find(({ id }) => id === DEFAULT_COMMAND);
  const rootFlags = root === undefined ? [] : flagsOf(root);
  const rootNames = new Set(rootFlags.map(({ name }) => name));
  const described = config.commands.flatMap((command) => {
    try {
      const isOther = command !== root && !isAlias(command);
      return isOther ? [describeCommand(command, rootNames)] : [];
    } catch (error) {
      onInvalid({ command, error });
      return [];
    }
  });
  const mocks = mockNames(described);
  const commands = described.map((command) => withMocks(command, mocks));
  return {
    bin: BIN,
    description: `${BIN} is a tool to mock Amazon EC2 instance metadata.`,
    usage: '<command> [arguments]',
    examples: [
      { command: '--mock-delay-sec 10', description: 'mocks all metadata paths' },
      { command: 'spot --action terminate', description: 'mocks spot ITN only' },
    ],
    topics: [...config.topics].flatMap(({ name, description }) =>
      commands.some(({ id }) => id === name) ? [] : [{ name, summary: description ?? '' }],
    ),
    flags: rootFlags,
    commands,
    otherNames: OTHER_NAMES,
  };
}

/** The commands that start a mock, as help lists them. */
export function mockNames(commands: readonly CommandDocs[]): readonly string[] {
  return commands.filter(({ mocks, hidden }) => mocks && !hidden).map(({ id }) => id);
}

/** `routes` can be asked about every command that mocks. */
function withMocks(command: CommandDocs, mocks: readonly string[]): CommandDocs {
  if (command.id !== 'routes' || command.arguments === undefined) return command;
  return { ...command, arguments: command.arguments.map((one) => ({ ...one, choices: mocks })) };
}

function isAlias({ id, aliases, hiddenAliases }: KnownCommand): boolean {
  return [...(aliases ?? []), ...(hiddenAliases ?? [])].includes(id);
}

function describeCommand(command: KnownCommand, rootNames: ReadonlySet<string>): CommandDocs {
  const { id, aliases, summary, description, hidden, strict, pluginType } = command;
  const readsSettings = Reflect.get(command, 'readsSettings') === true;
  const own = flagsOf(command).filter(({ name }) => !(readsSettings && rootNames.has(name)));
  const positional = Object.values(command.args ?? {}).map((arg) => describeArgument(id, arg));
  return {
    id,
    aliases: aliases ?? [],
    summary: summary ?? description ?? '',
    ...(description !== undefined && { description }),
    ...usageOf(command),
    examples: command.examples?.flatMap((example) => exampleOf(example)) ?? [],
    flags: own,
    ...(positional.length > 0 && { arguments: positional }),
    ...(hidden && { hidden }),
    ...(strict === false && { variadic: true }),
    ...('subject' in command ? { mocks: true } : pluginType === 'core' && { refusesWords: true }),
    ...(!readsSettings && { globalFlags: false }),
    ...(!readsSettings && pluginType !== 'core' && { passthrough: true }),
    ...(Reflect.get(command, 'runsCommand') === true && { runsCommand: true }),
  };
}

/** The names of arguments that are paths. */
const PATHS: readonly string[] = ['file', 'folder'];

function describeArgument(
  command: string,
  { name, options, required }: Command.Arg.Cached,
): ArgumentDocs {
  const isPath = PATHS.includes(name) || command === 'plugins:install';
  return {
    name,
    ...(required && { required }),
    ...(options && { choices: options }),
    ...(isPath && { completes: 'file' }),
  };
}

/** Usage in AEMM's manner: what stands between the command's words and `[flags]`. */
function usageOf({ id, usage }: KnownCommand): { usage?: string } {
  if (typeof usage !== 'string') return {};
  const words = id.replaceAll(':', ' ');
  const after = `${usage} `.startsWith(`${words} `) ? usage.slice(words.length) : usage;
  const between = after.replace(/\[flags\]$/, '').trim();
  return between === '' ? {} : { usage: between };
}

function exampleOf(example: Command.Example): ExampleDocs[] {
  if (typeof example === 'string') return [{ command: example, description: '' }];
  return [{ command: example.command, description: example.description ?? '' }];
}

function flagsOf({ flags }: KnownCommand): FlagDocs[] {
  return Object.entries(flags ?? {})
    .filter(([name, { hidden }]) => !hidden && name !== 'help' && name !== 'version')
    .map(([name, flag]) => ({
      name,
      ...(flag.char !== undefined && { char: flag.char }),
      type: typeOf(flag),
      description: flag.description ?? flag.summary ?? '',
      ...('options' in flag && flag.options && { choices: flag.options }),
      ...(name === 'config-file' && { completes: 'file' }),
    }));
}

function typeOf(flag: Command.Flag.Cached): FlagDocs['type'] {
  if (flag.type === 'boolean') return 'boolean';
  return 'helpValue' in flag && flag.helpValue === 'int' ? 'integer' : 'string';
}
