import type { Subject } from './complaints.ts';
import { complainOfFault, complainOfValue } from './complaints.ts';
import type { FlagValue, GivenFlag, InvocationError } from './invocation.ts';
import type { Token } from './tokens.ts';
import { readValue } from './values.ts';

/** The flags of a command line, or the first thing that is wrong with them. */
export type ReadFlags =
  | { readonly ok: true; readonly given: readonly GivenFlag[] }
  | { readonly ok: false; readonly error: InvocationError };

/** Reads the values of flags; the last one of a name counts. */
export function readFlags(tokens: readonly Token[], subject: Subject): ReadFlags {
  const values = new Map<string, FlagValue>();
  for (const token of tokens) {
    if (token.kind === 'fault') return { ok: false, error: complainOfFault(token, subject) };
    if (token.kind !== 'flag') continue;
    const { flag, text = 'true' } = token;
    const read = readValue(flag, text);
    if (!read.ok) return { ok: false, error: complainOfValue(flag, text, read.reason) };
    values.delete(flag.name);
    values.set(flag.name, read.value);
  }
  return { ok: true, given: [...values].map(([name, value]) => ({ name, value })) };
}

/** Writes a flag in the one form that oclif reads. */
export function writeFlag({ name, value }: GivenFlag): string {
  if (typeof value === 'boolean') return value ? `--${name}` : `--no-${name}`;
  return `--${name}=${value}`;
}
