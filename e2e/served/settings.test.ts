import { settingTable } from '@aemm/config';
import type { Value } from '@aemm/core';
import { expect, test } from 'vitest';
import type { Effect } from './support/settings.ts';
import { EFFECTS } from './support/settings.ts';
import type { Configured, Source } from './support/sources.ts';
import { categories, useSources } from './support/sources.ts';

const serve = useSources();
const table = settingTable(categories);

test('every setting has its row', () => {
  expect(Object.keys(EFFECTS).sort()).toEqual(table.map(({ key }) => key).sort());
});

function configured(key: string, { options, beside = {} }: Effect, value: Value): Configured {
  const assignments = Object.entries({ ...beside, [key]: value }).map(([name, each]) => ({
    path: name.split('.'),
    value: each,
  }));
  return { assignments, options: options?.(value) ?? {} };
}

/** The sources that can express a setting. */
function sourcesOf(flag: string | undefined, { options, beside }: Effect): Source[] {
  return [
    'file',
    'environment',
    // What stands beside it may have no flag.
    ...(flag === undefined || beside ? [] : ['flag' as const]),
    ...(options ? ['startMock' as const] : []),
  ];
}

const rows = table.flatMap(({ key, flag }) => {
  const effect = EFFECTS[key] ?? { values: [] };
  return effect.values.flatMap((value) =>
    sourcesOf(flag, effect).map((source) => ({ key, value, source, effect })),
  );
});

test.each(rows)('$key $value from $source takes effect', async ({ key, value, source, effect }) => {
  const served = await serve(source, configured(key, effect, value));
  expect(served.refused).toBeUndefined();
  expect(served.warnings).toBe('');
  if (effect.shows) effect.shows(served, value);
  else
    expect(String(served.config?.values.find((each) => each.key === key)?.value)).toBe(
      String(value),
    );
});
