import type { Fields, Value } from '../contract/content.ts';
import { isFields } from '../contract/content.ts';

/**
 * Lays an override over a default: objects field by field, where `null` removes one; anything else whole.
 *
 * Field names match in any case and keep the default's, since AEMM saves them lower-cased (`accountid`). Numbers and
 * booleans turn into text where the default is text.
 */
export function mergeValue(base: Value | undefined, override: Value): Value {
  if (isFields(base) && isFields(override)) return mergeFields(base, override);
  if (typeof base === 'string' && (typeof override === 'number' || typeof override === 'boolean')) {
    return String(override);
  }
  return override;
}

function mergeFields(base: Fields, override: Fields): Fields {
  const nameOf = naturalNames(base);
  const merged = new Map(Object.entries(base));
  for (const [given, value] of Object.entries(override)) {
    const name = nameOf(given);
    if (value === null && merged.get(name) !== null) merged.delete(name);
    else merged.set(name, mergeValue(merged.get(name), value));
  }
  return Object.fromEntries(merged);
}

/** What of an override changes the default; `undefined`: nothing does. */
export function changesOf(base: Value | undefined, override: Value): Value | undefined {
  if (!isFields(base) || !isFields(override)) {
    return isSame(base, mergeValue(base, override)) ? undefined : override;
  }
  const nameOf = naturalNames(base);
  const changes = Object.entries(override).flatMap(([given, value]) => {
    const name = nameOf(given);
    // A field that is called __proto__ is not what every object has under that name.
    const change = changesOf(Object.hasOwn(base, name) ? base[name] : undefined, value);
    return change === undefined ? [] : [[given, change] as const];
  });
  return changes.length === 0 ? undefined : Object.fromEntries(changes);
}

/** The name that a field has by nature, also where several differ by case alone. */
function naturalNames(fields: Fields): (given: string) => string {
  const names = new Map(Object.keys(fields).map((name) => [name.toLowerCase(), name]));
  return (given) =>
    Object.hasOwn(fields, given) ? given : (names.get(given.toLowerCase()) ?? given);
}

function isSame(one: Value | undefined, other: Value): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}
