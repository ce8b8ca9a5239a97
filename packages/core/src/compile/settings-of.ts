import type { AnyCategory } from '../contract/category.ts';
import type { Setting, Settings, SettingValues } from '../contract/setting.ts';
import { parseSetting } from '../contract/setting.ts';
import { AemmError } from '../errors.ts';

/** The settings of a category: what was given over its defaults, validated and converted. Throws `AEMM_SETTING_INVALID`. */
export function settingsOf(
  category: AnyCategory,
  given: Readonly<Record<string, unknown>> = {},
): SettingValues<Settings> {
  const values: Record<string, unknown> = {};
  for (const [name, setting] of Object.entries(category.settings as Settings)) {
    const raw = Object.hasOwn(given, name) ? given[name] : undefined;
    const counts = raw === undefined ? setting.default : raw;
    values[name] = accept(setting, counts, `${category.id}.${name}`);
  }
  return values;
}

function accept(setting: Setting, raw: unknown, key: string): unknown {
  const parsed = parseSetting(setting, raw);
  if (parsed.ok) return parsed.value;
  const refusal = setting.secret
    ? `What was given for ${key} is not allowed.`
    : `"${String(raw)}" is not allowed for ${key}.`;
  const message = `${refusal} Allowed: ${setting.allowed}.`;
  throw new AemmError('AEMM_SETTING_INVALID', message, { key });
}
