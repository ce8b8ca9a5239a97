import type { FlagTable } from './flag-table.ts';
import { createFlagTable, HELP, VERSION } from './flag-table.ts';
import type { CliShape, CommandShape, FlagShape } from './shape.ts';
import { commandWords } from './shape.ts';
import type { FlagToken, Token, WordToken } from './tokens.ts';
import { readTokens } from './tokens.ts';

/** Where the command stands in a command line. */
export interface CommandPlace {
  /** The command; absent: the root, or a topic. */
  readonly command: CommandShape | undefined;
  /** The words that name it, or a topic. */
  readonly path: readonly WordToken[];
  /** The words after them. */
  readonly extras: readonly WordToken[];
  /** The flags before the first word. */
  readonly leading: readonly FlagToken[];
}

/**
 * Finds the command among flags. Like cobra, it reads the root's flags before the command is known and takes any other
 * flag to have a value, so that `-a stop spot` works. Unlike cobra, it knows which flags of the commands take none, and
 * reads groups of letters to their end: `-Isp 1739 spot` works here, and is an unknown command "1739" in AEMM.
 */
export function findCommand(args: readonly string[], cli: CliShape): CommandPlace {
  const tokens = readTokens(args, { table: anyFlag(cli), unknown: takesValue });
  const words = tokens.filter(isCommandWord);
  const { command, length } = matchWords(words, cli);
  const first = words[0];
  const leading = tokens.slice(0, first === undefined ? undefined : tokens.indexOf(first));
  return {
    command,
    path: words.slice(0, length),
    extras: words.slice(length),
    leading: leading.filter((token) => token.kind === 'flag'),
  };
}

/** The spellings of all commands, aliases included, as words. */
function commandSpellings(
  cli: CliShape,
): readonly (readonly [words: readonly string[], command: CommandShape])[] {
  return cli.commands.flatMap((command) =>
    [command.id, ...command.aliases].map((id) => [commandWords(id), command] as const),
  );
}

/** The words that may follow a path of words. */
export function nextWords(path: readonly string[], cli: CliShape): readonly string[] {
  const longer = commandSpellings(cli).flatMap(([words]) =>
    startsWith(words, path) ? (words[path.length] ?? []) : [],
  );
  return [...new Set(longer)];
}

interface Match {
  readonly command: CommandShape | undefined;
  readonly length: number;
}

/** The longest command that the words name, or else the longest topic. */
function matchWords(tokens: readonly WordToken[], cli: CliShape): Match {
  const typed = tokens.map(({ word }) => word);
  const spellings = commandSpellings(cli);
  let match: Match = { command: undefined, length: 0 };
  for (let length = 1; length <= typed.length; length++) {
    const path = typed.slice(0, length);
    const below = spellings.filter(([words]) => startsWith(words, path));
    if (below.length === 0) break;
    const exact = below.find(([words]) => words.length === length)?.[1];
    if (exact !== undefined || match.command === undefined) match = { command: exact, length };
  }
  return match;
}

function startsWith(words: readonly string[], path: readonly string[]): boolean {
  return path.length <= words.length && path.every((word, index) => word === words[index]);
}

/** Cobra never takes an empty argument or a lone dash for a command. */
function isCommandWord(token: Token): token is WordToken {
  return token.kind === 'word' && token.word !== '' && token.word !== '-';
}

function anyFlag({ flags, commands }: CliShape): FlagTable {
  const local = commands.flatMap((command) => command.flags);
  return createFlagTable([HELP, VERSION, ...flags, ...local]);
}

function takesValue(name: string): FlagShape {
  return { name, type: 'string' };
}
