import type { AnyCategory, LeafDefinition, NoticeDefinition, Section, Value } from '@aemm/core';
import { configurableLeaves, defaultValues, InstanceSchema } from '@aemm/core';
import type { SettingEntry } from './setting-table.ts';
import { settingTable } from './setting-table.ts';

/** A leaf or notice that a category declares. */
export interface KnownLeaf {
  readonly section: Section;
  readonly key: string;
  readonly category: AnyCategory;
  readonly definition: LeafDefinition | NoticeDefinition;
  /** Its default path in the newest version, with placeholders. */
  readonly path: string | undefined;
  /** Its value where nothing is configured; `undefined` if it has none. */
  readonly defaultValue: () => Value | undefined;
}

/** Every name that a configuration may use, found by its lower-cased form. */
export interface Vocabulary {
  readonly table: readonly SettingEntry[];
  /** By key, and by name where AEMM has the key under `server`. */
  readonly settings: ReadonlyMap<string, SettingEntry>;
  /** The sections that hold settings: `server`, `spot`. */
  readonly groups: ReadonlySet<string>;
  /** By `metadata.ami-id`. */
  readonly leaves: ReadonlyMap<string, KnownLeaf>;
  /** Natural names of the fields under `instance`. */
  readonly instanceFields: ReadonlyMap<string, string>;
}

/** The field of the instance that only a configuration has: the name of a file. */
export const USER_DATA_FILE = 'userDataFile';

/** What of a leaf is configured. Values come first, since they are what users mean most often. */
export const PARTS = ['values', 'paths'] as const;

/** Collects the names that a configuration of these categories may use. */
export function buildVocabulary(categories: readonly AnyCategory[]): Vocabulary {
  const table = settingTable(categories);
  const settings = new Map<string, SettingEntry>();
  for (const entry of table) {
    if (entry.category === undefined) settings.set(entry.name.toLowerCase(), entry);
    settings.set(entry.key.toLowerCase(), entry);
  }
  const groups = new Set(
    table.flatMap(({ key }) =>
      key.includes('.') ? [key.slice(0, key.indexOf('.')).toLowerCase()] : [],
    ),
  );
  let defaults: ReadonlyMap<string, Value> | undefined;
  const defaultAt = (id: string): Value | undefined => {
    // Most starts need none.
    defaults ??= defaultValues(categories);
    return defaults.get(id);
  };
  const leaves = new Map<string, KnownLeaf>();
  for (const category of categories) {
    const { section } = category;
    for (const definition of configurableLeaves(category)) {
      const { key } = definition;
      const id = `${section}.${key}`.toLowerCase();
      const defaultValue = () => defaultAt(id);
      const path = absolutePath(definition.path);
      leaves.set(id, { section, key, category, definition, path, defaultValue });
    }
  }
  const instanceFields = new Map(
    [...Object.keys(InstanceSchema.shape), USER_DATA_FILE].map((name) => [
      name.toLowerCase(),
      name,
    ]),
  );
  return { table, settings, groups, leaves, instanceFields };
}

/** Categories have paths below the root of a version, and users below `/latest`. */
function absolutePath(path: string | undefined): string | undefined {
  return path === undefined || path.startsWith('/') ? path : `/latest/${path}`;
}
