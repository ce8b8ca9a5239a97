import { complainOfCommand, complainOfSpacedBoolean, complainOfTopic } from './complaints.ts';
import type { CommandPlace } from './find-command.ts';
import { findCommand } from './find-command.ts';
import { createFlagTable, HELP, VERSION } from './flag-table.ts';
import type { Invocation, InvocationError } from './invocation.ts';
import { readFlags, writeFlag } from './read-flags.ts';
import type { CliShape, FlagShape } from './shape.ts';
import type { Token, WordToken } from './tokens.ts';
import { readTokens } from './tokens.ts';
import { readBoolean } from './values.ts';

/**
 * Reads a command line as AEMM does, whose libraries cobra and pflag oclif differs from, and puts it into the form that
 * oclif reads. Never throws. Who asks for help gets it, and else who asks for the version before any command gets that,
 * whatever is wrong beside it; only an unknown command before it counts more.
 *
 * @public
 */
export function normalizeArgv(raw: readonly string[], cli: CliShape): Invocation {
  const place = findCommand(raw, cli);
  const [extra] = place.extras;
  if (place.path.length === 0 && extra?.word === 'help') return helpOn(without(raw, [extra]), cli);

  const args = without(raw, place.path);
  if (place.command?.passthrough === true) return handOn(place, args);
  const isRoot = place.path.length === 0 && extra === undefined;
  return place.command !== undefined || isRoot ? run(place, args, cli) : browse(place, cli);
}

/** `help`, which the root has beside its commands. */
function helpOn(args: readonly string[], cli: CliShape): Invocation {
  const place = findCommand(args, cli);
  const [unknown] = place.extras;
  const isKnown = place.command !== undefined || unknown === undefined;
  if (isKnown || (place.path.length === 0 && unknown.word === 'help')) return helpAbout(place);
  return complainOfTopic(unknown, wordsOf(place.path), cli);
}

/** A passthrough command: oclif, too, answers its help flags before the command sees them. */
function handOn(place: CommandPlace, args: readonly string[]): Invocation {
  const end = args.indexOf('--');
  const flags = args.slice(0, end === -1 ? undefined : end);
  if (flags.includes('--help') || flags.includes('-h')) return helpAbout(place);
  if (asksFor(VERSION, place.leading)) return { kind: 'version' };
  return { kind: 'run', command: place.command?.id, argv: args, given: [] };
}

/** No command: a topic such as `config` alone, or a word that names nothing. */
function browse(place: CommandPlace, cli: CliShape): Invocation {
  const { path, extras, leading } = place;
  const [unknown] = extras;
  if (unknown === undefined || asksFor(HELP, leading)) return helpAbout(place);
  if (asksFor(VERSION, leading)) return { kind: 'version' };
  return complainOfSpacing(extras) ?? complainOfCommand(unknown, wordsOf(path), cli);
}

function run(place: CommandPlace, args: readonly string[], cli: CliShape): Invocation {
  const { command, path, extras, leading } = place;
  const own = command === undefined ? [VERSION] : command.flags;
  const table = createFlagTable([HELP, ...own, ...cli.flags]);
  const tokens = readTokens(args, { table });
  if (asksFor(HELP, tokens)) return helpAbout(place);
  if (asksFor(VERSION, leading)) return { kind: 'version' };

  const flags = readFlags(tokens, { cli, path: wordsOf(path), table });
  if (!flags.ok) return flags.error;
  const misplaced = complainOfSpacing(extras);
  if (misplaced !== undefined) return misplaced;

  const given = flags.given.filter(({ name }) => name !== HELP.name && name !== VERSION.name);
  const positional = command?.arguments === undefined ? [] : positionalOf(tokens);
  const tail = positional.length === 0 ? [] : ['--', ...positional];
  return { kind: 'run', command: command?.id, argv: [...given.map(writeFlag), ...tail], given };
}

/** AEMM refuses `--imdsv2 true` at the root, and on a command takes `--imdsv2 false` for `--imdsv2`. */
function complainOfSpacing(words: readonly WordToken[]): InvocationError | undefined {
  for (const { word, after } of words) {
    if (after !== undefined && readBoolean(word).ok) return complainOfSpacedBoolean(after, word);
  }
  return undefined;
}

function asksFor(flag: FlagShape, tokens: readonly Token[]): boolean {
  return tokens.some((token) => {
    if (token.kind !== 'flag' || token.flag.name !== flag.name) return false;
    const asked = readBoolean(token.text ?? 'true');
    return asked.ok && asked.value === true;
  });
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
