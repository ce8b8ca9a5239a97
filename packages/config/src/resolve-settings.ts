import { parseSetting } from '@aemm/core';
import type { Layer, ResolvedValue, Said } from './origin.ts';
import { describeInvalid } from './problem.ts';
import type { SettingEntry } from './setting-table.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Resolves every setting: the highest layer that says something counts, and is validated. */
export function resolveSettings(
  { table }: Vocabulary,
  flags: Readonly<Record<string, unknown>>,
  env: Layer,
  file: Layer,
): { values: ReadonlyMap<string, ResolvedValue>; problems: readonly string[] } {
  const values = new Map<string, ResolvedValue>();
  const problems: string[] = [];
  for (const entry of table) {
    const { key, setting } = entry;
    const id = key.toLowerCase();
    const said = sayFlag(entry, flags) ?? env.get(id) ?? file.get(id);
    const facts = { key, path: key.split('.'), secret: setting.secret === true };
    if (said === undefined) {
      const origin = { source: 'default', where: undefined } as const;
      values.set(key, { ...facts, value: setting.default, origin });
      continue;
    }
    const parsed = parseSetting(setting, said.value);
    if (parsed.ok) values.set(key, { ...facts, value: parsed.value, origin: said.origin });
    else problems.push(describeInvalid(said.value, key, said.origin, setting.allowed));
  }
  return { values, problems };
}

function sayFlag(
  { key, flag }: SettingEntry,
  flags: Readonly<Record<string, unknown>>,
): Said | undefined {
  const value = flags[key];
  if (value === undefined) return undefined;
  return { path: key.split('.'), value, origin: { source: 'flag', where: `--${flag}` } };
}
