import type { AnyCategory } from '@aemm/core';
import { AemmError } from '@aemm/core';
import type { SettingEntry } from './setting-table.ts';
import { settingTable } from './setting-table.ts';

/**
 * Refuses a category whose settings have a name that a setting of every command has: one flag or variable would set
 * both. For `createRegistry` of core.
 *
 * @throws AemmError `AEMM_NAME_RESERVED`
 * @public
 */
export function checkNames(category: AnyCategory): void {
  // Most categories have no settings, and each start checks all of them.
  if (Object.keys(category.settings).length === 0) return;
  const table = settingTable([category]);
  const globals = table.filter((entry) => entry.category === undefined);
  for (const own of table.filter((entry) => entry.category !== undefined)) {
    for (const other of globals) checkPair(own, other);
  }
}

function checkPair(own: SettingEntry, other: SettingEntry): void {
  const clash = clashOf(own, other);
  if (clash === undefined) return;
  const message = `Setting "${own.name}" of category "${own.category}" has ${clash}.`;
  throw new AemmError('AEMM_NAME_RESERVED', message);
}

/** What two settings share, whose it is, and what to do. */
function clashOf(
  own: SettingEntry,
  { key, name, env, flag, setting }: SettingEntry,
): string | undefined {
  const { char } = own.setting;
  const owner = `which is that of ${key}`;
  if (own.category === name) {
    return `the section "${name}", which is the key of a setting: give the category another id`;
  }
  if (own.env === env) return `the variable ${env}, ${owner}: give it another name`;
  if (own.flag === undefined || flag === undefined) return undefined;
  if (own.flag === flag) return `the flag --${flag}, ${owner}: give it another name`;
  if (char !== undefined && char === setting.char) {
    return `the flag -${char}, ${owner}: give it another letter`;
  }
  return undefined;
}
