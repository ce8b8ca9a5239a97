import type { AnyCategory, Setting, Value } from '@aemm/core';
import { parseSetting } from '@aemm/core';
import type { KnownLeaf } from './vocabulary.ts';

/** The default value of a leaf on an instance that nobody described; `undefined` if it has none. */
export function defaultOf({ definition, category }: KnownLeaf): Value | undefined {
  if ('trigger' in definition) return undefined;
  if (typeof definition.value !== 'function') return definition.value;
  try {
    return definition.value({
      settings: defaultSettings(category),
      instance: {},
      startedAt: 0,
      time: 0,
      value: () => undefined,
    });
  } catch {
    // Core names the category when it makes the leaf; here only the form of the value is asked for.
    return undefined;
  }
}

function defaultSettings({ settings }: AnyCategory): Record<string, unknown> {
  const entries = Object.entries<Setting>(settings).map(([name, setting]) => {
    const parsed = parseSetting(setting, setting.default);
    return [name, parsed.ok ? parsed.value : undefined];
  });
  return Object.fromEntries(entries);
}
