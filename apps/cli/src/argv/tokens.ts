import type { FlagTable } from './flag-table.ts';
import type { FlagShape } from './shape.ts';

/** A piece of a command line with its meaning. */
export type Token = FlagToken | WordToken | RestToken | FaultToken;

/** A flag, with its value unless it is a boolean one that stands alone. */
export interface FlagToken {
  readonly kind: 'flag';
  readonly flag: FlagShape;
  readonly text: string | undefined;
}

/** What is neither a flag nor a flag's value. */
export interface WordToken {
  readonly kind: 'word';
  readonly word: string;
  /** Its place among the arguments. */
  readonly at: number;
  /** The boolean flag just before it, which took no value. */
  readonly after: FlagShape | undefined;
}

/** What follows `--`. */
interface RestToken {
  readonly kind: 'rest';
  readonly words: readonly string[];
}

/** What cannot be read. */
export interface FaultToken {
  readonly kind: 'fault';
  readonly fault: 'unknown-flag' | 'missing-value' | 'bad-syntax';
  /** The flag's name or letter, or the whole argument if it has none. */
  readonly name: string;
  /** The argument, or what was left of a group of letters. */
  readonly text: string;
}

/** Reads the flag tables of a command line; `unknown` stands in for flags that no table has. */
export interface TokenRules {
  readonly table: FlagTable;
  readonly unknown?: (name: string) => FlagShape;
  /** `true`: flags end at the first word, as if `--` stood before it. */
  readonly endsAtWord?: boolean;
}

/**
 * Splits arguments into tokens by the rules of pflag, which AEMM reads its flags with: a flag that needs a value takes
 * the next argument whatever it looks like; a boolean one takes a value only after `=`.
 */
export function readTokens(args: readonly string[], rules: TokenRules): readonly Token[] {
  const tokens: Token[] = [];
  let next = 0;
  const take = (): string | undefined => args[next++];

  while (next < args.length) {
    const at = next;
    const arg = take() ?? '';
    if (arg === '--') {
      tokens.push({ kind: 'rest', words: args.slice(next) });
      break;
    }
    const isWord = !arg.startsWith('-') || arg === '-';
    if (isWord && rules.endsAtWord) {
      tokens.push({ kind: 'rest', words: args.slice(at) });
      break;
    }
    if (isWord) {
      tokens.push({ kind: 'word', word: arg, at, after: bareFlag(tokens.at(-1)) });
    } else if (arg.startsWith('--')) {
      tokens.push(readLong(arg, rules, take));
    } else {
      tokens.push(...readLetters(arg.slice(1), rules, take));
    }
  }
  return tokens;
}

function bareFlag(token: Token | undefined): FlagShape | undefined {
  return token?.kind === 'flag' && token.text === undefined ? token.flag : undefined;
}

type Take = () => string | undefined;

function readLong(arg: string, { table, unknown }: TokenRules, take: Take): Token {
  const equals = arg.indexOf('=');
  const name = arg.slice(2, equals === -1 ? undefined : equals);
  if (name === '' || name.startsWith('-')) return fault('bad-syntax', arg, arg);
  const known = table.long(name);
  if (known === undefined && equals === -1) {
    // AEMM has no such form; it is the one that oclif reads, so that what this module writes can be read again.
    const negated = name.startsWith('no-') ? table.long(name.slice(3)) : undefined;
    if (negated?.type === 'boolean') return { kind: 'flag', flag: negated, text: 'false' };
  }
  const flag = known ?? unknown?.(name);
  if (flag === undefined) return fault('unknown-flag', name, arg);
  if (equals !== -1) return { kind: 'flag', flag, text: arg.slice(equals + 1) };
  return readFollowing(flag, arg, take);
}

function readLetters(group: string, { table, unknown }: TokenRules, take: Take): readonly Token[] {
  const tokens: Token[] = [];
  let left = group;
  while (left !== '') {
    const char = String.fromCodePoint(left.codePointAt(0) ?? 0);
    const tail = left.slice(char.length);
    const flag = table.short(char) ?? unknown?.(char);
    if (flag === undefined) {
      tokens.push(fault('unknown-flag', char, left));
      break;
    }
    if (tail.startsWith('=')) {
      tokens.push({ kind: 'flag', flag, text: tail.slice(1) });
      break;
    }
    if (flag.type !== 'boolean') {
      tokens.push(
        tail === '' ? readFollowing(flag, char, take) : { kind: 'flag', flag, text: tail },
      );
      break;
    }
    tokens.push({ kind: 'flag', flag, text: undefined });
    left = tail;
  }
  return tokens;
}

function readFollowing(flag: FlagShape, typed: string, take: Take): Token {
  if (flag.type === 'boolean') return { kind: 'flag', flag, text: undefined };
  const text = take();
  return text === undefined
    ? fault('missing-value', typed.replace(/^--/, ''), typed)
    : { kind: 'flag', flag, text };
}

function fault(kind: FaultToken['fault'], name: string, text: string): FaultToken {
  return { kind: 'fault', fault: kind, name, text };
}
