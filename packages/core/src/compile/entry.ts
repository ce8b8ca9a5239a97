import type {
  AnyCategory,
  LeafDefinition,
  NoticeDefinition,
  Section,
} from '../contract/category.ts';
import type { Settings, SettingValues } from '../contract/setting.ts';
import { AemmError } from '../errors.ts';
import { reasonOf } from '../text/reason.ts';
import { settingsOf } from './settings-of.ts';
import type { ImdsSpec } from './spec.ts';

/** A leaf or notice, with what its code is given. */
export interface Entry {
  readonly section: Section;
  /** `undefined` for a leaf that a configuration made up. */
  readonly category: AnyCategory | undefined;
  readonly definition: LeafDefinition | NoticeDefinition;
  readonly settings: SettingValues<Settings>;
}

/** Every leaf and notice of a spec's categories. Throws `AEMM_SETTING_INVALID`. */
export function entriesOf({ categories, settings }: ImdsSpec): Entry[] {
  return categories.flatMap((category) => {
    const own = settingsOf(category, settings?.[category.id]);
    return [...category.leaves, ...category.notices].map(
      (definition: LeafDefinition | NoticeDefinition): Entry => ({
        section: category.section,
        category,
        definition,
        settings: own,
      }),
    );
  });
}

/** The name under which users know an entry: `metadata.values.mac`. */
export function keyOf({ section, definition }: Entry, part: 'paths' | 'values'): string {
  return `${section}.${part}.${definition.key}`;
}

/** A failure of a category's code, as one that names the category. What users said wrong is no such failure. */
export function blame({ category, definition }: Entry, error: unknown): AemmError {
  const named = category && { category: category.id };
  if (error instanceof AemmError) {
    if (error.key !== undefined) return error;
    return new AemmError(error.code, error.message, { cause: error.cause, ...named });
  }
  const message = `Category "${category?.id}" cannot make "${definition.key}": ${reasonOf(error)}.`;
  return new AemmError('AEMM_CATEGORY_THREW', message, { cause: error, ...named });
}
