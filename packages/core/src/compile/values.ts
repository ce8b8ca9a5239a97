import type { NoticeContext } from '../contract/category.ts';
import type { Value } from '../contract/content.ts';
import { isFields } from '../contract/content.ts';
import { AemmError } from '../errors.ts';
import type { Instance } from '../instance/instance.ts';
import type { Entry } from './entry.ts';
import { mergeValue } from './merge.ts';

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
  /** The same by key, in any case. */
  resolveKey(key: string, moment: Moment): Value | undefined;
  /** What the code of an entry is given. */
  context(entry: Entry, moment: Moment): NoticeContext;
}

/** Creates the values of a section from its entries and the user's overrides, both by lower-cased key. */
export function createSectionValues(
  entries: ReadonlyMap<string, Entry>,
  overrides: ReadonlyMap<string, Value>,
  instance: Instance,
): SectionValues {
  const resolving = new Set<Entry>();

  const defaultOf = (entry: Entry, moment: Moment): Value | undefined => {
    const { key, value } = entry.definition;
    if (typeof value !== 'function') return value;
    if (resolving.has(entry)) {
      throw new AemmError('AEMM_VALUE_CYCLE', `The value of "${key}" depends on itself.`);
    }
    resolving.add(entry);
    try {
      return value(values.context(entry, moment));
    } finally {
      resolving.delete(entry);
    }
  };

  /** What replaces a default whole. That only tells whether text is due, and so may fail, or move with time. */
  const replacement = (entry: Entry, override: Value, moment: Moment): Value => {
    if (typeof override !== 'number' && typeof override !== 'boolean') return override;
    try {
      return mergeValue(defaultOf(entry, { ...moment }), override);
    } catch {
      return override;
    }
  };

  const values: SectionValues = {
    resolve(entry, moment) {
      const override = overrides.get(entry.definition.key.toLowerCase());
      if (override === null) return undefined;
      if (override === undefined) return defaultOf(entry, moment) ?? undefined;
      return isFields(override)
        ? mergeValue(defaultOf(entry, moment), override)
        : replacement(entry, override, moment);
    },
    resolveKey(key, moment) {
      const entry = entries.get(key.toLowerCase());
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

  return values;
}
