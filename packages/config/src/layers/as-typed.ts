import type { Setting, Value } from '@aemm/core';
import { isFields, parseSetting } from '@aemm/core';
import type { KnownLeaf } from '../vocabulary/vocabulary.ts';

// Each of these gets a value twice: with numbers as numbers, and with numbers as they were typed. A number that becomes
// text is taken as typed: the account 012345678901 keeps its zero, and the code 1.10 does not become 1.1.

/** The value of a setting: text is taken as it was typed. */
export function settingAsTyped(setting: Setting, value: Value, typed: Value): Value {
  const isText = setting.type === 'string' && isScalar(value);
  return isText && parseSetting(setting, typed).ok ? typed : value;
}

/** The value of a leaf: what is served as text, or is text by default, is taken as it was typed. */
export function leafAsTyped(leaf: KnownLeaf | undefined, value: Value, typed: Value): Value {
  if (!isFields(value) || !isFields(typed)) return textAsTyped(value, typed);
  const { definition } = leaf ?? {};
  if (definition === undefined || !('branch' in definition)) {
    return fieldsAsTyped(value, typed, leaf?.defaultValue());
  }
  return mapFields(value, (field, name) => textAsTyped(field, typed[name] ?? field));
}

/** A scalar is served as text, and so is a list of them. */
function textAsTyped(value: Value, typed: Value): Value {
  const isText = Array.isArray(value) ? value.every(isScalar) : isScalar(value);
  return isText ? typed : value;
}

function isScalar(value: Value): boolean {
  return typeof value !== 'object';
}

function fieldsAsTyped(value: Value, typed: Value, base: Value | undefined): Value {
  if (!isFields(value) || !isFields(typed) || !isFields(base)) {
    return typeof value === 'number' && typeof base === 'string' ? typed : value;
  }
  const bases = new Map(Object.entries(base).map(([name, field]) => [name.toLowerCase(), field]));
  return mapFields(value, (field, name) =>
    fieldsAsTyped(field, typed[name] ?? field, bases.get(name.toLowerCase())),
  );
}

function mapFields(
  fields: { readonly [name: string]: Value },
  map: (field: Value, name: string) => Value,
): Value {
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [name, map(field, name)]),
  );
}
