import { commandWords } from '../argv/shape.ts';
import { availableCommands, topicSummary } from './available-commands.ts';
import type { Row } from './columns.ts';
import { columns, examples } from './columns.ts';
import type { CliDocs, CommandDocs, ExampleDocs, FlagDocs } from './docs.ts';
import { flagRows } from './flag-rows.ts';
import { hang, hangCommand } from './wrap.ts';

/** How help is laid out. */
export interface HelpOptions {
  /** The columns of the terminal. Without it lines are as long as their text, as cobra leaves them. */
  readonly width?: number;
}

/**
 * Writes the help page of the program, a command or a topic in the layout of AEMM's help, which is that of cobra. The
 * text ends with a newline.
 *
 * @param command - the id of one of its commands, or the words of a topic joined by colons; absent: the program
 */
export function renderHelp(cli: CliDocs, command?: string, options: HelpOptions = {}): string {
  const path = command === undefined ? [] : commandWords(command);
  const docs = cli.commands.find(({ id }) => id === command);
  const page = command === undefined ? rootPage(cli) : commandPage(cli, path, docs);
  const available = availableCommands(cli, path);
  const { width } = options;
  const name = [cli.bin, ...path].join(' ');
  return [
    page.description === '' ? [] : [hang(page.description, 0, width)],
    section(
      'Usage:',
      page.usage.map((line) => hangCommand(line, width)),
    ),
    section('Aliases:', page.aliases.length === 0 ? [] : [`  ${page.aliases.join(', ')}`]),
    section('Examples:', examples(exampleRows(cli, page.examples), width)),
    section('Available Commands:', columns(available, 1, width, 11)),
    section('Flags:', columns(flagRows(page.flags), 3, width)),
    section('Global Flags:', columns(flagRows(page.globalFlags), 3, width)),
    available.length === 0
      ? []
      : [hang(`Use "${name} [command] --help" for more information about a command.`, 2, width)],
  ]
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n');
}

interface Page {
  readonly description: string;
  readonly usage: readonly string[];
  readonly aliases: readonly string[];
  readonly examples: readonly ExampleDocs[];
  readonly flags: readonly FlagDocs[];
  readonly globalFlags: readonly FlagDocs[];
}

function rootPage({ bin, description, usage, examples, flags }: CliDocs): Page {
  const version: FlagDocs = {
    name: 'version',
    char: 'v',
    type: 'boolean',
    description: `version for ${bin}`,
  };
  return {
    description,
    usage: [words(bin, usage, '[flags]'), words(bin, '[command]')],
    aliases: [],
    examples,
    flags: [helpFlag(bin), version, ...flags],
    globalFlags: [],
  };
}

function commandPage(cli: CliDocs, path: readonly string[], docs: CommandDocs | undefined): Page {
  const name = [cli.bin, ...path].join(' ');
  const isParent = availableCommands(cli, path).length > 0;
  const between = docs?.usage ?? docs?.arguments?.map((argument) => argument.name).join(' ');
  // Flags end where the other program's command line begins.
  const usage = docs?.runsCommand ? ['[flags]', '--', between] : [between, '[flags]'];
  return {
    description: docs?.description ?? docs?.summary ?? topicSummary(cli, path),
    usage: [
      ...(docs === undefined ? [] : [words(name, ...usage)]),
      ...(isParent ? [words(name, '[command]')] : []),
    ],
    aliases:
      docs === undefined || docs.aliases.length === 0 ? [] : [docs.id, ...docs.aliases].map(spaced),
    examples: docs?.examples ?? [],
    flags: [helpFlag(path.at(-1) ?? cli.bin), ...(docs?.flags ?? [])],
    globalFlags: docs === undefined || docs.globalFlags === false ? [] : cli.flags,
  };
}

function helpFlag(subject: string): FlagDocs {
  return { name: 'help', char: 'h', type: 'boolean', description: `help for ${subject}` };
}

function exampleRows(cli: CliDocs, examples: readonly ExampleDocs[]): readonly Row[] {
  return examples.map(({ command, description }) => [words(cli.bin, command), description]);
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [title, ...lines];
}

function words(...parts: readonly (string | undefined)[]): string {
  return parts.filter(Boolean).join(' ');
}

function spaced(id: string): string {
  return id.replaceAll(':', ' ');
}
