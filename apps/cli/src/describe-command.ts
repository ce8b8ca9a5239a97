import type { Command } from '@oclif/core/command';
import type { ArgumentDocs, CommandDocs, ExampleDocs, FlagDocs } from './help/docs.ts';

/** What is known of a command: oclif checks nothing of what a plugin's manifest says. */
type KnownCommand = Pick<Command.Loadable, 'id'> & Partial<Command.Loadable>;

/** Whether it is listed under another of its names. */
export function isAlias({ id, aliases, hiddenAliases }: KnownCommand): boolean {
  return [...(aliases ?? []), ...(hiddenAliases ?? [])].includes(id);
}

/** A command with what is known only together with the others. */
export interface DescribedCommand {
  readonly docs: CommandDocs;
  /** Its arguments that take the name of a command that mocks. */
  readonly mockArguments: readonly string[];
}

/** Describes a command, which has the flags of the root too if it reads the settings. */
export function describeCommand(
  command: KnownCommand,
  rootNames: ReadonlySet<string>,
): DescribedCommand {
  const { id, aliases, summary, description, hidden, strict, pluginType } = command;
  const readsSettings = Reflect.get(command, 'readsSettings') === true;
  const own = flagsOf(command).filter(({ name }) => !(readsSettings && rootNames.has(name)));
  const args = Object.values(command.args ?? {});
  const positional = args.map((arg) => describeArgument(command, arg));
  const docs: CommandDocs = {
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
    ...(Reflect.get(command, 'passthrough') === 'with-help' && {
      passthrough: 'with-help' as const,
    }),
  };
  const mockArguments = args
    .map(({ name }) => name)
    .filter((name) => completes(command, name, 'mock'));
  return { docs, mockArguments };
}

/** Whether a command declares what the value of a flag or an argument is completed with. */
function completes(command: KnownCommand, name: string, what: 'file' | 'mock'): boolean {
  const declared: unknown = Reflect.get(command, 'completes');
  return typeof declared === 'object' && declared !== null && Reflect.get(declared, name) === what;
}

function describeArgument(
  command: KnownCommand,
  { name, options, required }: Command.Arg.Cached,
): ArgumentDocs {
  return {
    name,
    ...(required && { required }),
    ...(options && { choices: options }),
    ...(completes(command, name, 'file') && { completes: 'file' }),
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

/** The flags of a command that help shows. `help` and `version` are not the commands' own. */
export function flagsOf(command: KnownCommand): FlagDocs[] {
  return Object.entries(command.flags ?? {})
    .filter(([name, { hidden }]) => !hidden && name !== 'help' && name !== 'version')
    .map(([name, flag]) => ({
      name,
      ...(flag.char !== undefined && { char: flag.char }),
      type: typeOf(flag),
      description: flag.description ?? flag.summary ?? '',
      ...('options' in flag && flag.options && { choices: flag.options }),
      ...('multiple' in flag && flag.multiple && { repeats: true }),
      ...(completes(command, name, 'file') && { completes: 'file' }),
    }));
}

function typeOf(flag: Command.Flag.Cached): FlagDocs['type'] {
  if (flag.type === 'boolean') return 'boolean';
  return 'helpValue' in flag && flag.helpValue === 'int' ? 'integer' : 'string';
}
