import type { Config } from '@aemm/config';
import { settingTable } from '@aemm/config';
import type { AnyCategory } from '@aemm/core';

/** Finds the keys whose new values need a restart. A value that a flag overrules has not changed. */
export function needRestart(
  running: Config,
  fresh: Config,
  categories: readonly AnyCategory[],
): string[] {
  return settingTable(categories).flatMap(({ key, atStart }) =>
    atStart && valueAt(running, key) !== valueAt(fresh, key) ? [key] : [],
  );
}

/** As text, since a value may be an object. */
function valueAt({ settings }: Config, key: string): string {
  return JSON.stringify(settings.find((value) => value.key === key)?.value);
}
