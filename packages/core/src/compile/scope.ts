import type { Section } from '../contract/category.ts';
import type { Value } from '../contract/content.ts';
import { deriveInstance } from '../instance/derive-instance.ts';
import type { Entry } from './entry.ts';
import { changesOf } from './merge.ts';
import type { ImdsSpec } from './spec.ts';
import type { Moment, SectionValues } from './values.ts';
import { createSectionValues } from './values.ts';

/** One section of a spec: its leaves and notices, and what the user says of them, by lower-cased key. */
export interface Scope {
  readonly startedAt: number;
  readonly entries: ReadonlyMap<string, Entry>;
  /** The overrides of paths; some may say what stands there anyway. */
  readonly paths: ReadonlyMap<string, string | null>;
  /** The overrides that change a value. */
  readonly overrides: ReadonlyMap<string, Value>;
  readonly values: SectionValues;
  /** The values without overrides. */
  readonly defaults: SectionValues;
}

/** Creates the scope of a section from the entries of its categories, and of leaves that the user makes up. */
export function createScope(
  section: Section,
  { overrides = {}, instance = {} }: ImdsSpec,
  own: readonly Entry[],
  startedAt: number,
): Scope {
  const { paths = {}, values = {} } = overrides[section] ?? {};
  const pathByKey = byLowerCase(paths);
  const valueByKey = byLowerCase(values);
  const entries = new Map(own.map((entry) => [entry.definition.key.toLowerCase(), entry]));
  for (const key of Object.keys(paths)) {
    const lower = key.toLowerCase();
    if (!entries.has(lower) && valueByKey.has(lower)) entries.set(lower, makeUp(section, key));
  }

  const derived = deriveInstance(instance);
  const defaults = createSectionValues(entries, new Map(), derived);
  const changes = changedValues(valueByKey, entries, defaults, startedAt);
  return {
    startedAt,
    entries,
    paths: pathByKey,
    overrides: changes,
    values: createSectionValues(entries, changes, derived),
    defaults,
  };
}

/** The times that an evaluation at the start of the mock sees. */
export function startOf({ startedAt }: Pick<Scope, 'startedAt'>): Moment {
  return { startedAt, firedAt: startedAt, time: startedAt, timeWasRead: false };
}

function makeUp(section: Section, key: string): Entry {
  return { section, category: undefined, definition: { key, value: null }, settings: {} };
}

/**
 * The overrides without what they say that would be there anyway. Files that AEMM saved give every value, and a value
 * that follows another must go on doing so.
 */
function changedValues(
  given: ReadonlyMap<string, Value>,
  entries: ReadonlyMap<string, Entry>,
  defaults: SectionValues,
  startedAt: number,
): Map<string, Value> {
  const changes = new Map<string, Value>();
  for (const [key, override] of given) {
    const entry = entries.get(key);
    const change =
      entry?.category === undefined
        ? override
        : changesOf(defaultOf(entry, defaults, startedAt), override);
    if (change !== undefined) changes.set(key, change);
  }
  return changes;
}

/** Code that throws has no default; it is blamed when its path is resolved. */
function defaultOf(entry: Entry, defaults: SectionValues, startedAt: number): Value | undefined {
  try {
    return defaults.resolve(entry, startOf({ startedAt }));
  } catch {
    return undefined;
  }
}

function byLowerCase<T>(record: Readonly<Record<string, T>>): Map<string, T> {
  return new Map(Object.entries(record).map(([key, value]) => [key.toLowerCase(), value]));
}
