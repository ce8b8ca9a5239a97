import type { Value } from '@aemm/core';

/** An object with named fields. */
export type Fields = { readonly [name: string]: Value };

/** Whether a value is an object with named fields. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Merges one value over another: objects by key, in any case, with the spelling of the lower one; anything else whole. */
export function mergeFields(base: Value | undefined, over: Value): Value {
  if (!isFields(base) || !isFields(over)) return over;
  const names = new Map(Object.keys(base).map((name) => [name.toLowerCase(), name]));
  const merged = new Map(Object.entries(base));
  for (const [written, value] of Object.entries(over)) {
    // Two may differ by case alone, as tags do.
    const name = merged.has(written) ? written : (names.get(written.toLowerCase()) ?? written);
    merged.set(name, mergeFields(merged.get(name), value));
  }
  return Object.fromEntries(merged);
}

/** What stands at a path within a value. */
export function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, name) => (inner as Record<PropertyKey, unknown> | null | undefined)?.[name],
    value,
  );
}
