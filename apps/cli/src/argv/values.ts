import type { FlagValue } from './invocation.ts';
import type { FlagShape } from './shape.ts';

/** A value that a flag accepts, or what is wrong with it in Go's words. */
export type ReadValue =
  | { readonly ok: true; readonly value: FlagValue }
  | { readonly ok: false; readonly reason: string };

/** Reads the text of a flag's value as pflag does. */
export function readValue(flag: FlagShape, text: string): ReadValue {
  if (flag.type === 'string') return { ok: true, value: text };
  return flag.type === 'boolean' ? readBoolean(text) : readInteger(text);
}

const TRUE = new Set(['1', 't', 'T', 'true', 'TRUE', 'True']);
const FALSE = new Set(['0', 'f', 'F', 'false', 'FALSE', 'False']);
const INVALID = { ok: false, reason: 'invalid syntax' } as const;

/** Reads what Go's `strconv.ParseBool` reads. */
export function readBoolean(text: string): ReadValue {
  return TRUE.has(text) || FALSE.has(text) ? { ok: true, value: TRUE.has(text) } : INVALID;
}

const INTEGER =
  /^([+-]?)(0[xX](?:_?[\da-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+|0(?:_?[0-7])+|0|[1-9](?:_?\d)*)$/;

/** Reads what Go's `strconv.ParseInt` reads in base 0, as far as a number holds it exactly. */
function readInteger(text: string): ReadValue {
  const [, sign, digits] = INTEGER.exec(text) ?? [];
  if (digits === undefined) return INVALID;
  const plain = digits.replaceAll('_', '').replace(/^0(?=\d)/, '0o');
  const magnitude = Number(BigInt(plain));
  if (!Number.isSafeInteger(magnitude)) return { ok: false, reason: 'value out of range' };
  return { ok: true, value: sign === '-' && magnitude !== 0 ? -magnitude : magnitude };
}
