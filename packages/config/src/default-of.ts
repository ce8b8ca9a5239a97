import type { Setting, Value } from '@aemm/core';
import type { KnownLeaf } from './vocabulary.ts';

/** The default value of a leaf on an instance that nobody described; `undefined` if it has none. */
export function defaultOf({ definition, category }: KnownLeaf): Value | undefined {
  if ('trigger' in definition) return undefined;
  if (typeof definition.value !== 'function') return definition.value;
  const settings = Object.fromEntries(
    Object.entries<Setting>(category.settings).map(([name, setting]) => [name, setting.default]),
  );
  try {
    return definition.value({
      settings,
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
