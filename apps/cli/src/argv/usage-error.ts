// By paths of their own: a start reads the command line before it loads the configuration, and help never does.
import { findNearest } from '@aemm/config/nearest';
import { toPrintable } from '@aemm/config/printable';
import { nextWords } from './find-command.ts';
import type { FlagTable } from './flag-table.ts';
import type { InvocationError } from './invocation.ts';
import type { CliShape, FlagShape } from './shape.ts';
import type { FaultToken, WordToken } from './tokens.ts';

/** What the user meant to run, for messages about it. */
export interface Subject {
  readonly cli: CliShape;
  /** The words of the command; none: the root. */
  readonly path: readonly string[];
  /** The flags that it has. */
  readonly table: FlagTable;
}

/** The error message and, on a line of its own, its hint. */
export function format({ message, hint }: InvocationError): string {
  return [`Error: ${message}`, hint ?? []].flat().map(toPrintable).join('\n');
}

/** An argument that cannot be read. */
export function unreadable(token: FaultToken, subject: Subject): InvocationError {
  const { fault, name, text } = token;
  const long = text.startsWith('--');
  switch (fault) {
    case 'bad-syntax':
      return error(`bad flag syntax: ${text}`, seeHelp(subject));
    case 'missing-value': {
      const flag = long ? subject.table.long(name) : subject.table.short(name);
      const message = long ? text : `'${name}' in -${text}`;
      return error(
        `flag needs an argument: ${message}`,
        `Type --${flag?.name ?? name}=VALUE or --${flag?.name ?? name} VALUE.`,
      );
    }
    case 'unknown-flag':
      return error(
        long ? `unknown flag: --${name}` : `unknown shorthand flag: '${name}' in -${text}`,
        suggestFlag(name, long, subject),
      );
  }
}

/** A value that its flag does not allow. */
export function invalidValue(flag: FlagShape, text: string, reason: string): InvocationError {
  const spelled = `${flag.char === undefined ? '' : `-${flag.char}, `}--${flag.name}`;
  return error(
    `invalid argument ${JSON.stringify(text)} for "${spelled}" flag: ${reason}`,
    flag.type === 'boolean'
      ? `Allowed: true or false, as in --${flag.name}=false.`
      : 'Allowed: a whole number, such as 10, -1 or 0x10.',
  );
}

/** `--hostname -p`: a flag in the place of a value. No more of the value than the flag is repeated: it may be a secret. */
export function flagAsValue({ name }: FlagShape, other: string): InvocationError {
  return error(
    `flag needs an argument: --${name} is followed by the flag ${other}`,
    `Type --${name}=VALUE. What begins like a flag, as ${other} does, cannot be the value.`,
  );
}

/** `--imdsv2 true`: a boolean flag takes its value only after "=". */
export function spacedBoolean(flag: FlagShape, word: string): InvocationError {
  return error(
    `unexpected argument ${JSON.stringify(word)}: --${flag.name} takes its value only after "="`,
    `Type --${flag.name}=${word}.`,
  );
}

/** A word where a command should be. */
export function unknownCommand(
  { word }: WordToken,
  path: readonly string[],
  cli: CliShape,
): InvocationError {
  const place = [cli.bin, ...path].join(' ');
  return error(
    `unknown command ${JSON.stringify(word)} for "${place}"`,
    suggestCommand(word, path, cli),
  );
}

/** `help` for what is not a command. */
export function unknownTopic(
  { word }: WordToken,
  path: readonly string[],
  cli: CliShape,
): InvocationError {
  const topic = [...path, word].join(' ');
  return error(`unknown help topic ${JSON.stringify(topic)}`, suggestCommand(word, path, cli));
}

/** An argument that is not one of those that a command takes. */
export function unknownChoice(
  message: string,
  word: string,
  allowed: readonly string[],
  place: string,
): InvocationError {
  const meant = findNearest(word, allowed);
  const suggestion = meant === undefined ? '' : `Did you mean "${place} ${meant}"? `;
  return error(message, `${suggestion}Allowed: ${allowed.join(', ')}.`);
}

function suggestCommand(word: string, path: readonly string[], cli: CliShape): string {
  const place = [cli.bin, ...path].join(' ');
  const known = cli.otherNames?.get([...path, word].join(' '));
  if (known === '') return `Did you mean "${cli.bin}"? It runs without a command.`;
  if (known !== undefined) return `Did you mean "${cli.bin} ${known}"?`;
  const meant = findNearest(word, nextWords(path, cli));
  return meant === undefined
    ? `Run "${place} --help" to see the commands.`
    : `Did you mean "${[place, meant].join(' ')}"?`;
}

function suggestFlag(name: string, long: boolean, subject: Subject): string {
  const meant =
    long &&
    findNearest(
      name,
      subject.table.flags.map((flag) => flag.name),
    );
  if (meant) return `Did you mean --${meant}?`;
  const owners = subject.cli.commands.filter(({ flags }) =>
    flags.some((flag) => (long ? flag.name === name : flag.char === name)),
  );
  if (owners.length === 0) return seeHelp(subject);
  const names = owners.map(({ id }) => id.replaceAll(':', ' ')).join(', ');
  return `It is a flag of: ${names}.`;
}

function seeHelp({ cli, path }: Subject): string {
  return `Run "${[cli.bin, ...path, '--help'].join(' ')}" to see what is allowed.`;
}

function error(message: string, hint: string): InvocationError {
  return { kind: 'error', message, hint };
}
