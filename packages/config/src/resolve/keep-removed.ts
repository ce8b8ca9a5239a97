import { isFields } from '@aemm/core';

/**
 * Adds to a value the fields that its override removes by `null`, at any depth. Saved without them, the file would
 * load with the fields of the default again.
 */
export function keepRemoved(value: unknown, override: unknown): unknown {
  if (!isFields(value) || !isFields(override)) return value;
  const names = new Map(Object.keys(value).map((name) => [name.toLowerCase(), name]));
  const kept = new Map<string, unknown>(Object.entries(value));
  for (const [written, field] of Object.entries(override)) {
    const name = kept.has(written) ? written : (names.get(written.toLowerCase()) ?? written);
    if (kept.has(name)) kept.set(name, keepRemoved(kept.get(name), field));
    else if (field === null) kept.set(name, null);
  }
  return Object.fromEntries(kept);
}
