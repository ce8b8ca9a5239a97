import type { Setting } from '@aemm/core';
import { parseSetting } from '@aemm/core';
import { allow } from '../messages/problem.ts';
import type { Problem } from '../model/finding.ts';
import type { Layer } from '../model/layer.ts';
import type { ResolvedValue, Said } from '../model/origin.ts';
import type { SettingEntry } from '../vocabulary/setting-table.ts';
import type { Vocabulary } from '../vocabulary/vocabulary.ts';

/** What the settings came to. */
export interface ResolvedSettings {
  /** Each as a configuration would have it. */
  readonly values: ReadonlyMap<string, ResolvedValue>;
  /** What was said, before a schema converted it. */
  readonly raw: ReadonlyMap<string, unknown>;
  readonly problems: readonly Problem[];
}

/** Resolves every setting: the highest layer that says something counts, and is validated. */
export function resolveSettings(
  { table }: Vocabulary,
  flags: Readonly<Record<string, unknown>>,
  env: Layer,
  file: Layer,
): ResolvedSettings {
  const values = new Map<string, ResolvedValue>();
  const raw = new Map<string, unknown>();
  const problems: Problem[] = [];
  for (const entry of table) {
    const { key, setting } = entry;
    const id = key.toLowerCase();
    const said = sayFlag(entry, flags) ?? env.get(id) ?? file.get(id);
    const secret = setting.secret === true;
    const facts = { key, path: key.split('.'), secret };
    const parsed = said && parseSetting(setting, said.value);
    if (said === undefined || parsed === undefined) {
      values.set(key, { ...facts, value: setting.default, origin: DEFAULT });
    } else if (parsed.ok) {
      const value = asConfigured(setting, parsed.value, said.value);
      values.set(key, { ...facts, value, origin: said.origin });
      raw.set(key, said.value);
    } else {
      problems.push({ said, advice: allow(setting.allowed) });
    }
  }
  return { values, raw, problems };
}

const DEFAULT = { source: 'default', where: undefined } as const;

/** What a schema made, in its natural type, if a file that has it means the same; else what was said. */
function asConfigured(setting: Setting, made: unknown, said: unknown): unknown {
  const isPlain = typeof made === 'string' || typeof made === 'boolean' || Number.isFinite(made);
  if (!isPlain) return said;
  const again = parseSetting(setting, made);
  return again.ok && again.value === made ? made : said;
}

function sayFlag(
  { key, flag }: SettingEntry,
  flags: Readonly<Record<string, unknown>>,
): Said | undefined {
  const value = flags[key];
  if (value === undefined) return undefined;
  return { path: key.split('.'), value, origin: { source: 'flag', where: `--${flag}` } };
}
