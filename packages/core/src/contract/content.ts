import { decodeBase64 } from '../text/base64.ts';

/**
 * A value as it is configured: any JSON value.
 *
 * @public
 */
export type Value =
  | string
  | number
  | boolean
  | null
  | readonly Value[]
  | { readonly [name: string]: Value };

/**
 * A value with named fields.
 *
 * @public
 */
export type Fields = { readonly [name: string]: Value };

/**
 * Whether a value has named fields.
 *
 * @public
 */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * How the value of a leaf is meant.
 *
 * - `auto`: text for a scalar, one line each for a list of scalars, JSON for the rest
 * - `json`: JSON, but for a scalar, which is text
 * - `json-line`: the same, which EC2 writes on one line
 * - `json-text`: compact JSON that is served as text
 * - `base64`: the bytes that the text encodes
 *
 * @public
 */
export type Format = 'auto' | 'json' | 'json-line' | 'json-text' | 'base64';

/**
 * What a leaf holds, before a profile gives it a wire format.
 *
 * @public
 */
export type Content =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'json'; readonly value: Value; readonly oneLine?: true }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array };

/** Reads a value in its format. Throws an error with the reason if it cannot be served. */
export function toContent(value: Value, format: Format): Content {
  if (format === 'base64') return { kind: 'bytes', bytes: decodeBase64(String(value)) };
  if (format === 'json-text' && typeof value === 'object')
    return { kind: 'text', text: JSON.stringify(value) };
  if (isScalar(value)) return { kind: 'text', text: String(value) };
  if (format === 'auto' && Array.isArray(value) && value.every(isScalar))
    return { kind: 'text', text: value.join('\n') };
  // A copy: later changes to the value must have no effect, and values that JSON does not have must fail here.
  const copy = JSON.parse(JSON.stringify(value)) as Value;
  return { kind: 'json', value: copy, ...(format === 'json-line' && { oneLine: true }) };
}

/** A list, unless it is empty: then there is nothing to serve. */
export function unlessEmpty<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length === 0 ? undefined : list;
}

function isScalar(value: Value): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
