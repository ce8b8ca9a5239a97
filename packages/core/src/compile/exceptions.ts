import type { Deferred } from '../contract/category.ts';
import type { Value } from '../contract/content.ts';
import { isFields } from '../contract/content.ts';
import type { DefaultException } from '../contract/profile.ts';
import type { Instance } from '../instance/instance.ts';
import type { Entry } from './entry.ts';
import type { World } from './world.ts';

/**
 * The default value of an entry under a profile.
 *
 * @param make - makes the one that its category has
 */
export function defaultUnder(
  { section, definition, category, state }: Entry,
  make: () => Value | Deferred | undefined,
  { profile, configured, instance }: World,
): Value | Deferred | undefined {
  const isChanged = state !== category?.state;
  // What an action made is shown as the category has it.
  const rows = isChanged ? [] : (profile.exceptions?.[`${section}.${definition.key}`] ?? []);
  const holding = rows.filter(({ unless = [] }) => !unless.some((field) => configured.has(field)));
  const own = holding.some(({ instead }) => instead) ? undefined : make();
  return holding.reduce<Value | Deferred | undefined>(
    (before, row) => applyException(before, row, instance),
    own,
  );
}

function applyException(
  before: Value | Deferred | undefined,
  { value, order }: DefaultException,
  instance: Instance,
): Value | Deferred | undefined {
  const given = typeof value === 'function' ? value(instance) : value;
  const replaced = given === undefined ? before : replace(before, given);
  return order !== undefined && isFields(replaced) ? ordered(replaced, order) : replaced;
}

function replace(before: Value | Deferred | undefined, value: Value): Value {
  return isFields(before) && isFields(value) ? { ...before, ...value } : value;
}

/** The named fields in their order, then the others in theirs. */
function ordered(fields: { readonly [name: string]: Value }, order: readonly string[]): Value {
  const named = order.flatMap((name) => (name in fields ? [[name, fields[name]] as const] : []));
  const others = Object.entries(fields).filter(([name]) => !order.includes(name));
  return Object.fromEntries([...named, ...others]) as Value;
}
