import type { Section } from '../contract/category.ts';
import type { Value } from '../contract/content.ts';
import { toContent } from '../contract/content.ts';
import type { Entry } from './entry.ts';
import { changesOf } from './merge.ts';
import type { ImdsSpec } from './spec.ts';
import type { Steps } from './steps.ts';
import type { Member, Moment, SectionValues } from './values.ts';
import { createSectionValues, membersOf, momentAt } from './values.ts';
import type { World } from './world.ts';

/** One section of a spec: its leaves and notices, and what is configured of them, by lower-cased key. */
export interface Scope {
  readonly world: World;
  readonly entries: ReadonlyMap<string, Entry>;
  /** The overrides of paths; some may repeat a default. */
  readonly paths: ReadonlyMap<string, string | null>;
  /** The overrides that change a value. */
  readonly overrides: ReadonlyMap<string, Value>;
  readonly values: SectionValues;
  /** The values without overrides. */
  readonly defaults: SectionValues;
}

/** Creates the scope of a section from the entries of its categories, and of leaves that the configuration adds. */
export function* createScope(
  section: Section,
  { overrides = {} }: ImdsSpec,
  own: readonly Entry[],
  world: World,
): Steps<Scope> {
  const { paths = {}, values = {} } = overrides[section] ?? {};
  const pathByKey = yield* byLowerCase(paths);
  const valueByKey = yield* byLowerCase(values);
  const entries = new Map(own.map((entry) => [entry.definition.key.toLowerCase(), entry]));
  for (const key of Object.keys(paths)) {
    const lower = key.toLowerCase();
    if (!entries.has(lower) && valueByKey.has(lower)) entries.set(lower, newEntry(section, key));
    yield;
  }

  const serve = (entry: Entry, value: Value) => bodyOf(entry, value, world);
  const defaults = createSectionValues({ entries, overrides: new Map(), world, serve });
  const changes = yield* changedValues(valueByKey, entries, defaults, world);
  return {
    world,
    entries,
    paths: pathByKey,
    overrides: changes,
    values: createSectionValues({ entries, overrides: changes, world, serve }),
    defaults,
  };
}

/** The circumstances of an evaluation at the start of the mock, as IMDSv2 would see it. */
export function startOf({ startedAt }: World, member?: Member): Moment {
  const moment = momentAt(startedAt);
  return member === undefined ? moment : { ...moment, member };
}

function newEntry(section: Section, key: string): Entry {
  return {
    section,
    category: undefined,
    definition: { key, value: null },
    settings: {},
    state: undefined,
  };
}

function bodyOf({ definition }: Entry, value: Value, { profile }: World): Uint8Array {
  const content = toContent(value, definition.format ?? 'auto');
  const { body } = profile.render({ kind: 'leaf', path: definition.path ?? '/', content });
  return typeof body === 'string' ? new TextEncoder().encode(body) : body;
}

/**
 * The overrides without those that repeat a default. Files that AEMM saved give every value, and a value that follows
 * another must go on doing so.
 */
function* changedValues(
  given: ReadonlyMap<string, Value>,
  entries: ReadonlyMap<string, Entry>,
  defaults: SectionValues,
  world: World,
): Steps<Map<string, Value>> {
  const changes = new Map<string, Value>();
  for (const [key, override] of given) {
    const entry = entries.get(key);
    const change =
      entry?.category === undefined
        ? override
        : changeOf(entry, override, defaultOf(entry, defaults, world));
    if (change !== undefined) changes.set(key, change);
    yield;
  }
  return changes;
}

/** What of an override changes a default. A branch without fields is emptied, which is a change if it has any. */
function changeOf(
  { definition }: Entry,
  override: Value,
  base: Value | undefined,
): Value | undefined {
  const isEmptied = 'branch' in definition && JSON.stringify(override) === '{}';
  if (isEmptied) return JSON.stringify(base) === '{}' ? undefined : override;
  return changesOf(base, override);
}

/** Code that throws has no default; the error is reported where its path is resolved. */
function defaultOf(entry: Entry, defaults: SectionValues, world: World): Value | undefined {
  try {
    const { value } = defaults.evaluate(entry, startOf(world, membersOf(entry, world)[0]));
    return typeof value === 'function' ? undefined : value;
  } catch {
    return undefined;
  }
}

function* byLowerCase<T>(record: Readonly<Record<string, T>>): Steps<Map<string, T>> {
  const byKey = new Map<string, T>();
  for (const [key, value] of Object.entries(record)) {
    byKey.set(key.toLowerCase(), value);
    yield;
  }
  return byKey;
}
