import type { SettingEntry } from '@aemm/config';
import { settingTable } from '@aemm/config';
import type { AnyCategory, Setting } from '@aemm/core';
import { boolean, string } from '@oclif/core/flags';
import type { FlagInput } from '@oclif/core/interfaces';

/** The flags of settings that every command has. */
export const globalFlags: FlagInput = toFlags(settingTable([]));

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

/** Defaults are the configuration's business: a flag only says what was typed. */
function toFlag({ flag, setting }: SettingEntry): [string, FlagInput[string]][] {
  if (flag === undefined) return [];
  const facts = {
    description: describe(setting),
    ...(setting.char !== undefined && { char: setting.char as 'a' }),
  };
  if (setting.type === 'boolean') return [[flag, boolean({ ...facts, allowNo: true })]];
  const helpValue = setting.type === 'integer' ? 'int' : 'string';
  return [
    [flag, string({ ...facts, helpValue, ...(setting.choices && { options: setting.choices }) })],
  ];
}

/** AEMM names every default in the text of the flag. */
function describe({ description, default: value }: Setting): string {
  return value === '' ? description : `${description} (default: ${String(value)})`;
}

/**
 * Flags that admit any text, so that the configuration says what is wrong with a value, in the same words whether it
 * was typed, exported or written into a file.
 */
export function withoutChoices(flags: FlagInput): FlagInput {
  return Object.fromEntries(
    Object.entries(flags).map(([name, flag]) => {
      const { options: _, ...rest } = flag as typeof flag & { options?: unknown };
      return [name, rest as typeof flag];
    }),
  );
}

/** The typed flags by the key of their setting. */
export function flagsByKey(
  flags: Readonly<Record<string, unknown>>,
  entries: readonly SettingEntry[],
): Record<string, unknown> {
  return Object.fromEntries(
    entries.flatMap(({ flag, key }) =>
      flag !== undefined && flags[flag] !== undefined ? [[key, flags[flag]]] : [],
    ),
  );
}
