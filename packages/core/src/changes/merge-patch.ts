import type { Fields, Value } from '../contract/content.ts';
import { isFields } from '../contract/content.ts';

/**
 * Applies a JSON Merge Patch: objects field by field, where `null` removes one; anything else whole.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7396
 */
export function mergePatch(target: Value | undefined, patch: Value): Value {
  if (!isFields(patch)) return patch;
  const merged = new Map<string, Value>(isFields(target) ? Object.entries(target) : []);
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) merged.delete(name);
    else merged.set(name, mergePatch(merged.get(name), value));
  }
  return Object.fromEntries(merged) satisfies Fields;
}
