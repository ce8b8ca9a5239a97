import type { AnyCategory, LeafDefinition, NoticeDefinition, Section } from '@aemm/core';
import { InstanceSchema } from '@aemm/core';
import type { SettingEntry } from './setting-table.ts';
import { settingTable } from './setting-table.ts';

/** A leaf or notice that a category declares. */
export interface KnownLeaf {
  readonly section: Section;
  readonly key: string;
  readonly category: AnyCategory;
  readonly definition: LeafDefinition | NoticeDefinition;
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
    table.flatMap(({ key }) => (key.includes('.') ? [key.slice(0, key.indexOf('.'))] : [])),
  );
  const leaves = new Map<string, KnownLeaf>();
  for (const category of categories) {
    const { section } = category;
    for (const definition of [...category.leaves, ...category.notices]) {
      const { key } = definition;
      leaves.set(`${section}.${key}`.toLowerCase(), { section, key, category, definition });
    }
  }
  const instanceFields = new Map(
    Object.keys(InstanceSchema.shape).map((name) => [name.toLowerCase(), name]),
  );
  return { table, settings, groups, leaves, instanceFields };
}
