import type { AnyCategory, LeafDefinition, NoticeDefinition } from '../contract/category.ts';
import { SECTIONS } from '../contract/category.ts';
import type { Value } from '../contract/content.ts';
import type { Profile } from '../contract/profile.ts';
import { aemmProfile } from '../profiles/aemm/index.ts';
import { definitionsOf } from '../registry/definitions.ts';
import { entriesOf } from './entry.ts';
import { createScope, startOf } from './scope.ts';
import { atOnce } from './steps.ts';
import { membersOf } from './values.ts';
import { createWorld } from './world.ts';

/**
 * Every leaf and notice of a category that may be configured, fields of branches with a key of their own included.
 *
 * @public
 */
export function configurableLeaves(
  category: AnyCategory,
): readonly (LeafDefinition | NoticeDefinition)[] {
  return definitionsOf(category);
}

/**
 * The values that leaves have where nothing is configured, by section and key in lower case: `metadata.mac`. Notices
 * and leaves that are not there have none.
 *
 * @param profile - AEMM's if absent
 * @public
 */
export function defaultValues(
  categories: readonly AnyCategory[],
  profile: Profile = aemmProfile,
): ReadonlyMap<string, Value> {
  const { world } = createWorld({ categories }, profile, 0, undefined);
  const entries = entriesOf({ categories });
  const values = new Map<string, Value>();
  for (const section of SECTIONS) {
    const own = entries.filter((entry) => entry.section === section);
    const scope = atOnce(createScope(section, { categories }, own, world));
    for (const [key, entry] of scope.entries) {
      if ('trigger' in entry.definition) continue;
      const value = attempt(() => {
        const moment = startOf(world, membersOf(entry, world)[0]);
        return scope.defaults.evaluate(entry, moment).value;
      });
      if (value !== undefined && typeof value !== 'function')
        values.set(`${section}.${key}`, value);
    }
  }
  return values;
}

/** A category that throws has no default; the snapshot reports the error. */
function attempt<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}
