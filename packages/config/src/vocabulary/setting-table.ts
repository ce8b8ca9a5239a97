import type { AnyCategory, Setting } from '@aemm/core';
import { envNameOf } from './env-name.ts';
import type { GlobalSetting } from './global-setting.ts';
import { globalSettings } from './global-settings.ts';

/**
 * A setting with all the names that it goes by.
 *
 * @public
 */
export interface SettingEntry {
  /** Its key in a config file: `server.port`, `spot.action`. */
  readonly key: string;
  /** Its name within its category or, for a global setting, among all. */
  readonly name: string;
  /** Its environment variable: `AEMM_SPOT_ACTION`. */
  readonly env: string;
  /** The setting itself. */
  readonly setting: Setting;
  /** The category it belongs to; `undefined`: the mock itself. */
  readonly category: string | undefined;
  /** Whether every command has it. */
  readonly global: boolean;
  /** The long form of its flag without dashes; `undefined`: it has none. */
  readonly flag: string | undefined;
  /** Whether it is read when the mock starts, so that a change of it needs a restart. */
  readonly atStart: boolean;
  /** Whether it is the path of a file, which counts from the folder of the config file that has it. */
  readonly file: boolean;
  /** Whether the messages of its schema name what is allowed, and where in the value. */
  readonly explained: boolean;
}

/**
 * Every setting there is, global ones first: what flags, environment, schema, help and docs are made from.
 *
 * @public
 */
export function settingTable(categories: readonly AnyCategory[]): readonly SettingEntry[] {
  const globals = Object.entries<GlobalSetting>(globalSettings).map(([name, setting]) =>
    entryOf(keyOf(name, setting), name, setting),
  );
  const own = categories.flatMap(({ id, settings, service }) => {
    const atStart: readonly unknown[] = Object.values(service?.listen ?? {});
    return Object.entries<Setting>(settings).map(([name, setting]) => ({
      ...entryOf(setting.global ? name : `${id}.${name}`, name, setting, id),
      atStart: atStart.includes(name),
    }));
  });
  return [
    ...globals,
    ...own.filter((entry) => entry.global),
    ...own.filter((entry) => !entry.global),
  ];
}

function keyOf(name: string, { section, key = name }: GlobalSetting): string {
  return section === undefined ? key : `${section}.${key}`;
}

function entryOf(
  key: string,
  name: string,
  setting: GlobalSetting,
  category?: string,
): SettingEntry {
  const {
    flag,
    global = false,
    atStart = false,
    file = false,
    explained = false,
  } = setting;
  return {
    key,
    name,
    env: envNameOf(key),
    setting,
    category,
    global: category === undefined || global,
    flag: flag === false ? undefined : name,
    atStart,
    file,
    explained,
  };
}
