import type { CommandPlace } from './find-command.ts';
import { findCommand, nextWords } from './find-command.ts';
import type { FlagTable } from './flag-table.ts';
import { createFlagTable, HELP, VERSION } from './flag-table.ts';
import type { GivenFlag, Invocation, InvocationError } from './invocation.ts';
import type { ReadFlags } from './read-flags.ts';
import { readFlags, writeFlag } from './read-flags.ts';
import type { CliShape, FlagShape } from './shape.ts';
import type { FlagToken, Token, WordToken } from './tokens.ts';
import { readTokens } from './tokens.ts';
import * as usageError from './usage-error.ts';
import { readBoolean } from './values.ts';
import { readWords, warnOfUnused } from './words.ts';

/**
 * Reads a command line as AEMM does, with the rules of cobra and pflag, and writes it in the form that oclif reads. Never
 * throws. An unknown command wins, then an invalid flag before `--help` or `--version`, then help, then the version.
 */
export function normalizeArgv(raw: readonly string[], cli: CliShape): Invocation {
  const place = findCommand(raw, cli);
  const [extra] = place.extras;
  if (place.path.length === 0 && extra?.word === 'help') return helpOn(without(raw, [extra]), cli);

  const args = without(raw, place.path);
  if (place.command?.passthrough) return handOn(place, args);
  const isRoot = place.path.length === 0 && extra === undefined;
  return place.command !== undefined || isRoot ? run(place, args, cli) : browse(place, args, cli);
}

/** `help`, which the root has beside its commands. */
function helpOn(args: readonly string[], cli: CliShape): Invocation {
  const place = findCommand(args, cli);
  const [unknown] = place.extras;
  const isKnown = place.command !== undefined || unknown === undefined;
  if (!isKnown && (place.path.length > 0 || unknown.word !== 'help')) {
    return usageError.unknownTopic(unknown, wordsOf(place.path), cli);
  }
  const { given, error } = readFlagsAt(place, without(args, place.path), cli);
  return error !== undefined && !asksFor(HELP, given) ? error : helpAbout(place);
}

/** A passthrough command: oclif, too, answers its help flags before the command sees them. */
function handOn(place: CommandPlace, args: readonly string[]): Invocation {
  const end = args.indexOf('--');
  const flags = args.slice(0, end === -1 ? undefined : end);
  const explains = place.command?.passthrough === 'with-help' && place.extras.length > 0;
  const asksForHelp = flags.includes('--help') || flags.includes('-h');
  if (asksForHelp && !explains) return helpAbout(place);
  if (place.leading.some(isVersion)) return { kind: 'version' };
  return { kind: 'run', command: place.command?.id, argv: args, given: [] };
}

/** No command: a topic such as `config` alone, or a word that names nothing. */
function browse(place: CommandPlace, args: readonly string[], cli: CliShape): Invocation {
  const { path, extras } = place;
  const [unknown] = extras;
  if (unknown !== undefined) {
    return findSpacedBoolean(extras) ?? usageError.unknownCommand(unknown, wordsOf(path), cli);
  }
  return answer(place, readFlagsAt(place, args, cli)) ?? helpAbout(place);
}

function run(place: CommandPlace, args: readonly string[], cli: CliShape): Invocation {
  const { command, path, extras } = place;
  const flags = readFlagsAt(place, args, cli);
  // The words behind a command that runs another program are that program's.
  const spacing = command?.runsCommand ? undefined : findSpacedBoolean(extras);
  const answered = answer(place, flags) ?? spacing;
  if (answered !== undefined) return answered;
  const [unknown] = extras;
  if (unknown !== undefined && isParent(place, cli)) {
    return usageError.unknownCommand(unknown, wordsOf(path), cli);
  }
  const words = readWords(positionalOf(flags.tokens), command, cli);
  if (words.error !== undefined) return words.error;

  const given = flags.given.filter(({ name }) => name !== HELP.name && name !== VERSION.name);
  const tail = words.taken.length === 0 ? [] : ['--', ...words.taken];
  const argv = [...given.map(writeFlag), ...tail];
  const warnings = warnOfUnused(words.unused, flags.table);
  return {
    kind: 'run',
    command: command?.id,
    argv,
    given,
    ...(warnings.length > 0 && { warnings }),
  };
}

/** A command without arguments that has commands below it: the word behind it was meant for one of these. */
function isParent({ command, path }: CommandPlace, cli: CliShape): boolean {
  const hasBelow = nextWords(wordsOf(path), cli).length > 0;
  return path.length > 0 && command?.arguments === undefined && hasBelow;
}

/** The arguments behind the words of a place, read with the flags that it has. */
interface FlagsAt extends ReadFlags {
  readonly tokens: readonly Token[];
  readonly table: FlagTable;
}

function readFlagsAt(place: CommandPlace, args: readonly string[], cli: CliShape): FlagsAt {
  const builtIn = hasVersion(place) ? [HELP, VERSION] : [HELP];
  const { flags = [], globalFlags } = place.command ?? {};
  const table = createFlagTable([
    ...builtIn,
    ...flags,
    ...(globalFlags === false ? [] : cli.flags),
  ]);
  const tokens = readTokens(args, { table, endsAtWord: place.command?.runsCommand === true });
  return { tokens, table, ...readFlags(tokens, { cli, path: wordsOf(place.path), table }) };
}

/** What need not be run to be answered. */
function answer(place: CommandPlace, { given, error }: ReadFlags): Invocation | undefined {
  if (asksFor(HELP, given)) return helpAbout(place);
  return asksFor(VERSION, given) ? { kind: 'version' } : error;
}

/** AEMM refuses `--imdsv2 true` at the root, and on a command takes `--imdsv2 false` for `--imdsv2`. */
function findSpacedBoolean(words: readonly WordToken[]): InvocationError | undefined {
  for (const { word, after } of words) {
    if (after !== undefined && readBoolean(word).ok) return usageError.spacedBoolean(after, word);
  }
  return undefined;
}

function asksFor(flag: FlagShape, given: readonly GivenFlag[]): boolean {
  return given.some(({ name, value }) => name === flag.name && value === true);
}

/** A command has no version, but who asks before its name means the program's. */
function hasVersion({ path, leading }: CommandPlace): boolean {
  return path.length === 0 || leading.some(isVersion);
}

function isVersion({ flag, text = 'true' }: FlagToken): boolean {
  const asked = readBoolean(text);
  return flag.name === VERSION.name && asked.ok && asked.value === true;
}

function helpAbout({ command, path }: CommandPlace): Invocation {
  if (path.length === 0) return { kind: 'help' };
  return { kind: 'help', command: command?.id ?? wordsOf(path).join(':') };
}

function positionalOf(tokens: readonly Token[]): readonly string[] {
  return tokens.flatMap((token) => {
    if (token.kind === 'word') return [token.word];
    return token.kind === 'rest' ? token.words : [];
  });
}

function wordsOf(tokens: readonly WordToken[]): readonly string[] {
  return tokens.map(({ word }) => word);
}

function without(args: readonly string[], words: readonly WordToken[]): readonly string[] {
  const places = new Set(words.map(({ at }) => at));
  return args.filter((_, index) => !places.has(index));
}
