import type { AnyCategory } from '../contract/category.ts';
import type { Value } from '../contract/content.ts';
import { entriesOf } from './entry.ts';
import type { Scope } from './scope.ts';
import { createScope } from './scope.ts';
import type { ImdsSpec } from './spec.ts';
import { atOnce } from './steps.ts';
import type { Moment } from './values.ts';
import type { World } from './world.ts';

/** The section of a category, with all its leaves. */
export function scopeOf(spec: ImdsSpec, { section }: AnyCategory, world: World): Scope {
  const own = entriesOf(spec).filter((entry) => entry.section === section);
  return atOnce(createScope(section, spec, own, world));
}

/** The value of a leaf of a section at a moment; `undefined` if it is not there. */
export function leafValue(
  key: string,
  { entries, values }: Scope,
  moment: Moment,
): Value | undefined {
  const entry = entries.get(key.toLowerCase());
  const value = entry && values.evaluate(entry, moment).value;
  return typeof value === 'function' ? value() : value;
}
