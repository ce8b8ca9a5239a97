import type { Config, GlobalValues } from '@aemm/config';
import { settingTable } from '@aemm/config';

/** Finds the keys whose new values need a restart. A value that a flag overrules has not changed. */
export function needRestart(running: Config, fresh: Config): string[] {
  return settingTable([]).flatMap(({ key, name, atStart }) => {
    const global = name as keyof GlobalValues;
    return atStart && running.globals[global] !== fresh.globals[global] ? [key] : [];
  });
}
