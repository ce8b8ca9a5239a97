import type { AnyCategory } from '../contract/category.ts';
import type { Setting, Settings, SettingValues } from '../contract/setting.ts';
import { parseSetting } from '../contract/setting.ts';
import { AemmError } from '../errors.ts';
import type { ImdsSpec } from './spec.ts';

/** The settings of a category: what was given over its defaults, validated and converted. Throws `AEMM_SETTING_INVALID`. */
export function settingsOf(
  category: AnyCategory,
  spec: Pick<ImdsSpec, 'settings'>,
): SettingValues<Settings> {
  const given = givenSettings(category, spec);
  const values: Record<string, unknown> = {};
  for (const [name, setting] of Object.entries(category.settings as Settings)) {
    const raw = Object.hasOwn(given, name) ? given[name] : undefined;
    const counts = raw === undefined ? setting.default : raw;
    values[name] = accept(setting, counts, `${category.id}.${name}`);
  }
  return values;
}

/** What is given for the settings of a category. */
export function givenSettings(
  { id }: AnyCategory,
  { settings = {} }: Pick<ImdsSpec, 'settings'>,
): Readonly<Record<string, unknown>> {
  return (Object.hasOwn(settings, id) ? settings[id] : undefined) ?? {};
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
