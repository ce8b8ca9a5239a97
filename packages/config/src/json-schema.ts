import type { AnyCategory } from '@aemm/core';
import { settingTable } from './setting-table.ts';

/**
 * The JSON Schema of a config file.
 *
 * @public
 */
export function jsonSchema(categories: readonly AnyCategory[]): object {
  const properties = Object.fromEntries(
    settingTable(categories).map(({ key, setting: { description } }) => [key, { description }]),
  );
  return { type: 'object', properties };
}
