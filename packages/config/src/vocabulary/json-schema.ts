import type { AnyCategory, Setting } from '@aemm/core';
import { FaultListSchema, InstanceSchema, isFields, ScenarioSchema, SECTIONS } from '@aemm/core';
import * as z from 'zod/mini';
import { globalSettings } from './global-settings.ts';
import { settingTable } from './setting-table.ts';
import type { KnownLeaf } from './vocabulary.ts';
import { buildVocabulary, USER_DATA_FILE } from './vocabulary.ts';

type Schema = { readonly [keyword: string]: unknown };

/**
 * The JSON Schema (draft 7, which editors know best) of a config file for these categories.
 *
 * It helps to write a file and does not validate all of it: {@link loadConfig} matches keys in any case, converts more
 * types than a schema can describe, and only warns of unknown keys.
 *
 * @public
 */
export function jsonSchema(categories: readonly AnyCategory[]): object {
  const { leaves } = buildVocabulary(categories);
  const properties: Record<string, Schema> = { $schema: { type: 'string' } };
  for (const { key, setting } of settingTable(categories)) place(properties, key, setting);
  properties.faults = {
    description: globalSettings.faults.description,
    ...schemaOf(FaultListSchema),
    default: [],
  };
  properties.scenario = {
    description: globalSettings.scenario.description,
    anyOf: [{ type: 'string' }, schemaOf(ScenarioSchema)],
    default: '',
  };
  properties.instance = {
    description:
      'the simulated instance; everything that follows from these fields moves with them',
    type: 'object',
    properties: {
      ...z.toJSONSchema(InstanceSchema, { target: 'draft-07' }).properties,
      [USER_DATA_FILE]: {
        description: 'the file that has its user data; relative to the folder of this file',
        type: ['string', 'null'],
      },
    },
    additionalProperties: true,
  };
  for (const section of SECTIONS) {
    const own = [...leaves.values()].filter((leaf) => leaf.section === section);
    properties[section] = sectionSchema(own);
  }
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Configuration of ec2-metadata-mock',
    type: 'object',
    properties,
    additionalProperties: true,
  };
}

function schemaOf(schema: z.ZodMiniType): Schema {
  const { $schema, ...described } = z.toJSONSchema(schema, { target: 'draft-07' });
  return described;
}

function place(properties: Record<string, Schema>, key: string, setting: Setting): void {
  const [group = '', name] = key.split('.');
  if (name === undefined) {
    properties[group] = settingSchema(setting);
    return;
  }
  const before = properties[group]?.properties as Schema | undefined;
  properties[group] = {
    type: 'object',
    properties: { ...before, [name]: settingSchema(setting) },
    additionalProperties: true,
  };
}

const TYPES = {
  string: ['string', 'number', 'boolean', 'null'],
  integer: ['integer', 'string', 'null'],
  boolean: ['boolean', 'string', 'number', 'null'],
} as const;

function settingSchema({ description, type, choices, default: value, secret }: Setting): Schema {
  const allowed = choices === undefined ? { type: TYPES[type] } : { enum: [...choices, null] };
  const isDefault = secret !== true && (choices === undefined || choices.includes(String(value)));
  return { description, ...allowed, ...(isDefault && { default: value }) };
}

function sectionSchema(leaves: readonly KnownLeaf[]): Schema {
  const open = { additionalProperties: true };
  return {
    type: 'object',
    properties: {
      paths: { type: 'object', properties: byKey(leaves, pathSchema), ...open },
      values: { type: 'object', properties: byKey(leaves, valueSchema), ...open },
    },
    ...open,
  };
}

function byKey(leaves: readonly KnownLeaf[], toSchema: (leaf: KnownLeaf) => Schema): Schema {
  return Object.fromEntries(leaves.map((leaf) => [leaf.key, toSchema(leaf)]));
}

function pathSchema({ path, category }: KnownLeaf): Schema {
  const plain = path !== undefined && !path.includes('{');
  const description = `${category.description}: where it is served; null: nowhere`;
  return { description, type: ['string', 'null'], ...(plain && { default: path }) };
}

function valueSchema(leaf: KnownLeaf): Schema {
  const { category, path } = leaf;
  const value = leaf.defaultValue();
  const served = path === undefined ? '' : ` (${path})`;
  const description = `${category.description}${served}`;
  if (value === undefined) return { description };
  return { description, default: isFields(value) ? { ...value } : value };
}
