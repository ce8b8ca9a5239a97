import type { AnyCategory, Section } from '../contract/category.ts';
import type { Settings, SettingValues } from '../contract/setting.ts';
import { AemmError, ERROR_CODES } from '../errors.ts';
import type { Definition } from '../registry/definitions.ts';
import { definitionsOf } from '../registry/definitions.ts';
import { reasonOf } from '../text/reason.ts';
import { settingsOf } from './settings-of.ts';
import type { ImdsSpec } from './spec.ts';

/** A leaf or notice, with what its code is given. */
export interface Entry {
  readonly section: Section;
  /** `undefined` for a leaf that a configuration adds. */
  readonly category: AnyCategory | undefined;
  readonly definition: Definition;
  readonly settings: SettingValues<Settings>;
  /** The state of its category, which actions change. */
  readonly state: unknown;
}

/** Every leaf and notice of a spec's categories. Throws `AEMM_SETTING_INVALID`. */
export function entriesOf(spec: ImdsSpec): Entry[] {
  return spec.categories.flatMap((category) => {
    const own = settingsOf(category, spec);
    const state = stateOf(category, spec);
    return definitionsOf(category).map((definition) => ({
      section: category.section,
      category,
      definition,
      settings: own,
      state,
    }));
  });
}

/** The state of a category: as its actions left it, or as it began. */
export function stateOf({ id, state }: AnyCategory, { states = {} }: ImdsSpec): unknown {
  return Object.hasOwn(states, id) ? states[id] : state;
}

/** The name under which users know an entry: `metadata.values.mac`. */
export function keyOf({ section, definition }: Entry, part: 'paths' | 'values'): string {
  return `${section}.${part}.${definition.key}`;
}

/** Whether nothing is served, since a user's configuration is wrong. A leaf that would climb is left out. */
export function isUserError(error: AemmError): boolean {
  return isConfigured(error) && error.code !== 'AEMM_PATH_CLIMBS';
}

/** Whether a user's configuration is wrong, rather than the code of a category. */
function isConfigured({ code, key }: AemmError): boolean {
  return ERROR_CODES[code].fault === 'user' && key !== undefined;
}

/** A failure of a category's code, as one that names the category. User errors stay as they are. */
export function attribute({ category, definition }: Entry, error: unknown): AemmError {
  const named = category && { category: category.id };
  if (error instanceof AemmError) {
    if (isConfigured(error)) return error;
    return new AemmError(error.code, error.message, { cause: error.cause, ...named });
  }
  const message = `Category "${category?.id}" cannot make "${definition.key}": ${reasonOf(error)}.`;
  return new AemmError('AEMM_CATEGORY_THREW', message, { cause: error, ...named });
}
