import type {
  AnyCategory,
  LeafDefinition,
  NoticeContext,
  NoticeDefinition,
  Section,
} from './category.ts';
import type { Value } from './content.ts';
import { AemmError } from './errors.ts';
import type { Instance } from './instance.ts';
import { mergeValue } from './merge.ts';
import type { Settings, SettingValues } from './setting.ts';

/** A leaf or notice, with what its code is given. */
export interface Entry {
  readonly section: Section;
  /** `undefined` for a leaf that a configuration made up. */
  readonly category: AnyCategory | undefined;
  readonly definition: LeafDefinition | NoticeDefinition;
  readonly settings: SettingValues<Settings>;
}

/** The times that one evaluation sees. */
export interface Moment {
  readonly startedAt: number;
  readonly firedAt: number;
  readonly time: number;
  /** Told afterwards: whether the value depends on `time`. */
  timeWasRead: boolean;
}

/** The values of one section's leaves, which may refer to each other. */
export interface SectionValues {
  /** The value of an entry with its override. `undefined`: it is not there. */
  resolve(entry: Entry, moment: Moment): Value | undefined;
  /** The same by key. */
  resolveKey(key: string, moment: Moment): Value | undefined;
  /** What the code of an entry is given. */
  context(entry: Entry, moment: Moment): NoticeContext;
}

/** Creates the values of a section from its entries by key and the user's overrides by lower-cased key. */
export function createSectionValues(
  entries: ReadonlyMap<string, Entry>,
  overrides: ReadonlyMap<string, Value>,
  instance: Instance,
): SectionValues {
  const resolving = new Set<string>();

  const values: SectionValues = {
    resolve(entry, moment) {
      const { key } = entry.definition;
      const override = overrides.get(key.toLowerCase());
      if (override === null) return undefined;
      if (resolving.has(key)) {
        throw new AemmError('AEMM_VALUE_CYCLE', `The value of "${key}" depends on itself.`);
      }
      resolving.add(key);
      try {
        const base = defaultOf(entry, moment);
        return override === undefined ? base : mergeValue(base, override);
      } finally {
        resolving.delete(key);
      }
    },
    resolveKey(key, moment) {
      const entry = entries.get(key);
      return entry === undefined ? undefined : values.resolve(entry, moment);
    },
    context: ({ settings }, moment) => ({
      settings,
      instance,
      startedAt: moment.startedAt,
      firedAt: moment.firedAt,
      get time() {
        moment.timeWasRead = true;
        return moment.time;
      },
      value: (key) => values.resolveKey(key, moment),
    }),
  };

  const defaultOf = (entry: Entry, moment: Moment): Value | undefined => {
    const { value } = entry.definition;
    return typeof value === 'function' ? value(values.context(entry, moment)) : value;
  };

  return values;
}
