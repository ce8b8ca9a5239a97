import type { Command } from '@oclif/core/command';
import type { Config } from '@oclif/core/config';
import type { DescribedCommand } from './describe-command.ts';
import { describeCommand, flagsOf, isAlias } from './describe-command.ts';
import type { CliDocs, CommandDocs } from './help/docs.ts';
import { OTHER_NAMES } from './other-names.ts';

const BIN = 'ec2-metadata-mock';

/** The command that runs when none is named. */
export const DEFAULT_COMMAND = 'mock';

/** A command that cannot be described, and why. */
export interface InvalidCommand {
  readonly command: Command.Loadable;
  readonly error: unknown;
}

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
  const mocks = mockNames(described.map(({ docs }) => docs));
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

/** Fills in the values that are the names of commands that mock. */
function withMocks(
  { docs, mockArguments }: DescribedCommand,
  mocks: readonly string[],
): CommandDocs {
  if (docs.arguments === undefined || mockArguments.length === 0) return docs;
  const filled = docs.arguments.map((argument) =>
    mockArguments.includes(argument.name) ? { ...argument, choices: mocks } : argument,
  );
  return { ...docs, arguments: filled };
}
