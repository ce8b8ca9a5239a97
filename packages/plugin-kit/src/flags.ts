import type { SettingEntry } from '@aemm/config';
import { settingTable } from '@aemm/config';
import type { AnyCategory, Setting } from '@aemm/core';
import { boolean, string } from '@oclif/core/flags';
import type { FlagInput } from '@oclif/core/interfaces';

/** The flags of settings that every command has. */
export const globalFlags: FlagInput = toFlags(settingTable([]));

/**
 * The flags of the settings that categories have for every command.
 *
 * @public
 */
export function globalFlagsOf(categories: readonly AnyCategory[]): FlagInput {
  return toFlags(
    settingTable(categories).filter(({ category, global }) => category !== undefined && global),
  );
}

/**
 * The flags of a category's settings, for the command that serves it.
 *
 * @public
 */
export function settingFlags(category: AnyCategory): FlagInput {
  return toFlags(settingTable([category]).filter((entry) => entry.category === category.id));
}

function toFlags(entries: readonly SettingEntry[]): FlagInput {
  return Object.fromEntries(entries.flatMap((entry) => toFlag(entry)));
}

/** A flag as oclif knows it, and of which setting it is; flags that commands declare beside have none. */
type KnownFlag = FlagInput[string] & {
  readonly settingKey?: string;
  readonly secret?: true;
  readonly options?: readonly string[];
};

/** The configuration handles defaults: a flag only holds what was typed. */
function toFlag({ flag, key, setting }: SettingEntry): [string, KnownFlag][] {
  if (flag === undefined) return [];
  const facts = {
    settingKey: key,
    ...(setting.secret && { secret: true }),
    description: describe(setting),
    ...(setting.char !== undefined && { char: setting.char as 'a' }),
  };
  if (setting.type === 'boolean') return [[flag, boolean({ ...facts, allowNo: true })]];
  // An integer is read before the command runs, and repeated if it is none: a secret one is left to the configuration.
  const helpValue = setting.type === 'integer' && !setting.secret ? 'int' : 'string';
  return [
    [flag, string({ ...facts, helpValue, ...(setting.choices && { options: setting.choices }) })],
  ];
}

/** AEMM names every default in the text of the flag. */
function describe({ description, default: value, secret }: Setting): string {
  return value === '' || secret ? description : `${description} (default: ${String(value)})`;
}

/**
 * Flags whose settings accept any text, so that the configuration reports an invalid value, in the same words
 * whether it was typed, exported or written into a file.
 */
export function withoutChoices(flags: FlagInput = {}): FlagInput {
  return Object.fromEntries(
    Object.entries(flags).map(([name, flag]: [string, KnownFlag]) => {
      if (flag.settingKey === undefined) return [name, flag];
      const { options: _, ...rest } = flag;
      return [name, rest as KnownFlag];
    }),
  );
}

/** The value of a flag as it may be printed. */
export function printableValue(flag: KnownFlag | undefined, value: unknown): string {
  return flag?.secret ? '(hidden)' : String(value);
}

/** The typed flags by the key of their setting. A flag that only the command declares is not a setting. */
export function flagsByKey(
  typed: Readonly<Record<string, unknown>>,
  declared: FlagInput,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(declared).flatMap(([name, { settingKey }]: [string, KnownFlag]) =>
      settingKey !== undefined && typed[name] !== undefined ? [[settingKey, typed[name]]] : [],
    ),
  );
}
