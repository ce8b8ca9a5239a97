import { commandWords } from '../argv/shape.ts';
import { availableCommands } from '../help/available-commands.ts';
import type { Row } from '../help/columns.ts';
import type { ArgumentDocs, CliDocs, CommandDocs, FlagDocs } from '../help/docs.ts';

/** A place in the tree of commands: the root, a topic or a command, and what can be typed there. */
export interface Place {
  /** The words that lead to it; none: the root. */
  readonly path: readonly string[];
  /** Every way to type them, aliases included. */
  readonly spellings: readonly (readonly string[])[];
  /** The words that lead further, with their summaries. */
  readonly next: readonly Row[];
  /** Its own flags. */
  readonly ownFlags: readonly FlagDocs[];
  /** Whether the root's flags mean something here. */
  readonly hasGlobalFlags: boolean;
  /** Its own flags, and those of the root if they mean something here. */
  readonly flags: readonly FlagDocs[];
  /** Its first positional argument. */
  readonly argument: ArgumentDocs | undefined;
  /** Whether that may be given more than once. */
  readonly variadic: boolean;
}

/** What every script says of the commands that plugins bring. */
export const MAKE_AGAIN =
  '# Make it again after you install or link a plugin: it knows those that were there.';

/** All places, the root first. */
export function completionPlaces(cli: CliDocs): readonly Place[] {
  const paths = new Map<string, readonly string[]>([['', []]]);
  for (const { id } of cli.commands) {
    const words = commandWords(id);
    words.forEach((_, index) => {
      paths.set(words.slice(0, index + 1).join(' '), words.slice(0, index + 1));
    });
  }
  return [...paths.values()].map((path) => placeAt(cli, path));
}

function placeAt(cli: CliDocs, path: readonly string[]): Place {
  const command = cli.commands.find(({ id }) => id === path.join(':'));
  const builtIn = path.length === 0 ? [HELP, VERSION] : [HELP];
  const ownFlags = [...(command?.flags ?? []), ...builtIn].map(brief);
  const known = new Set(ownFlags.map(({ name }) => name));
  const hasGlobalFlags =
    path.length === 0 || (command !== undefined && command.globalFlags !== false);
  const globalFlags = hasGlobalFlags
    ? cli.flags.filter(({ name }) => !known.has(name)).map(brief)
    : [];
  return {
    path,
    spellings: spellingsOf(path, command),
    next: availableCommands(cli, path).map(([word, summary]) => [word, firstLine(summary)]),
    ownFlags,
    hasGlobalFlags,
    flags: withoutTakenLetters([...ownFlags, ...globalFlags]),
    argument: command?.arguments?.[0],
    variadic: command?.variadic === true,
  };
}

const HELP: FlagDocs = {
  name: 'help',
  char: 'h',
  type: 'boolean',
  description: 'show help',
};

const VERSION: FlagDocs = {
  name: 'version',
  char: 'v',
  type: 'boolean',
  description: 'show the version',
};

function spellingsOf(
  path: readonly string[],
  command: CommandDocs | undefined,
): readonly (readonly string[])[] {
  return [path, ...(command?.aliases ?? []).map(commandWords)];
}

/** Plugins may explain a flag at length; a menu has a line for it. */
export function brief(flag: FlagDocs): FlagDocs {
  return { ...flag, description: firstLine(flag.description) };
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}

/** A letter that a nearer flag has is not the farther one's. */
function withoutTakenLetters(flags: readonly FlagDocs[]): readonly FlagDocs[] {
  const taken = new Set<string>();
  return flags.map((flag) => {
    const { char, ...rest } = flag;
    if (char === undefined) return flag;
    if (taken.has(char)) return rest;
    taken.add(char);
    return flag;
  });
}

/** The forms that a flag is typed in, the long one first. */
export function flagForms({ name, char }: FlagDocs): readonly string[] {
  return char === undefined ? [`--${name}`] : [`--${name}`, `-${char}`];
}

/** A name for functions of a script, made from the program's. */
export function functionName(bin: string): string {
  return `_${bin.replace(/\W/g, '_')}`;
}
