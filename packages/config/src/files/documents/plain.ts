import type { Value } from '@aemm/core';
import { DocumentError, TypedNumber } from './document.ts';

/** A configuration has four levels and lists of objects; more than this is a mistake or an attack. */
export const MAX_DEPTH = 64;

/** The message for a text that is nested deeper, from whichever parser. */
export const TOO_DEEP = `nested more than ${MAX_DEPTH} levels deep`;

/**
 * Turns the result of a parser into values of JSON: dates become RFC 3339 text, bytes base64, large integers numbers or
 * text.
 *
 * @param numbers - which side of a {@link TypedNumber} counts
 * @param maxValues - how many values there may be, which aliases can multiply
 * @throws DocumentError if it is nested too deeply or too large
 */
export function toPlain(value: unknown, numbers: 'value' | 'typed', maxValues: number): Value {
  let count = 0;
  const convert = (item: unknown, depth: number): Value => {
    if (++count > maxValues) throw new DocumentError(`more than ${maxValues} values`);
    if (depth > MAX_DEPTH) throw new DocumentError(TOO_DEEP);
    if (item instanceof TypedNumber) return item[numbers];
    if (typeof item !== 'object' || item === null) return toScalar(item);
    if (Array.isArray(item)) return item.map((entry) => convert(entry, depth + 1));
    if (item instanceof Date) return toTime(item);
    if (item instanceof Uint8Array) return Buffer.from(item).toString('base64');
    const fields = Object.entries(item);
    return Object.fromEntries(fields.map(([name, field]) => [name, convert(field, depth + 1)]));
  };
  return convert(value, 0);
}

/** The paths of the fields of sections that are binary data, which base64 no longer shows. */
export function binaryFields(value: unknown): readonly (readonly string[])[] {
  return entriesOf(value).flatMap(([section, fields]) =>
    entriesOf(fields).flatMap(([name, field]) =>
      field instanceof Uint8Array ? [[section, name]] : [],
    ),
  );
}

function entriesOf(value: unknown): [string, unknown][] {
  const isObject = typeof value === 'object' && value !== null && !ArrayBuffer.isView(value);
  return isObject ? Object.entries(value) : [];
}

function toScalar(value: unknown): Value {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (typeof value === 'bigint' && Number.isSafeInteger(Number(value))) return Number(value);
  return String(value);
}

/** As a user would write it: TOML keeps the zone, and milliseconds are left out if there are none. */
function toTime(date: Date): string {
  return Number.isNaN(date.getTime())
    ? String(date)
    : date.toISOString().replace(/\.000(?=$|[-+Z])/, '');
}
