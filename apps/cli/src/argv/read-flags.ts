import type { FlagTable } from './flag-table.ts';
import type { GivenFlag, InvocationError } from './invocation.ts';
import type { Token } from './tokens.ts';
import type { Subject } from './usage-error.ts';
import * as usageError from './usage-error.ts';
import { readValue } from './values.ts';

/** The flags of a command line up to the first thing that is wrong with them. */
export interface ReadFlags {
  readonly given: readonly GivenFlag[];
  /** What is wrong, if something is. */
  readonly error?: InvocationError;
}

/** Reads the values of flags; the last one of a name counts, unless it repeats. Like pflag, it stops at the first wrong one. */
export function readFlags(tokens: readonly Token[], subject: Subject): ReadFlags {
  let given: readonly GivenFlag[] = [];
  for (const token of tokens) {
    if (token.kind === 'fault') return { given, error: usageError.unreadable(token, subject) };
    if (token.kind !== 'flag') continue;
    const { flag, text = 'true' } = token;
    const other = flag.type === 'string' ? flagIn(text, subject.table) : undefined;
    if (other !== undefined) return { given, error: usageError.flagAsValue(flag, other) };
    const read = readValue(flag, text);
    if (!read.ok) return { given, error: usageError.invalidValue(flag, text, read.reason) };
    const others = flag.repeats ? given : given.filter(({ name }) => name !== flag.name);
    given = [...others, { name: flag.name, value: read.value }];
  }
  return { given };
}

/** The flag that a value looks like: oclif takes none that does, though pflag would. */
function flagIn(text: string, { long, short }: FlagTable): string | undefined {
  if (text.startsWith('--')) {
    const isNegated = long(text.replace(/^--no-/, ''))?.type === 'boolean';
    return isNegated || long(text.slice(2)) !== undefined ? text : undefined;
  }
  const letter = text.startsWith('-') ? text.charAt(1) : '';
  return letter !== '' && short(letter) ? `-${letter}` : undefined;
}

/** Writes a flag in the one form that oclif reads. */
export function writeFlag({ name, value }: GivenFlag): string {
  if (typeof value === 'boolean') return value ? `--${name}` : `--no-${name}`;
  return `--${name}=${value}`;
}
