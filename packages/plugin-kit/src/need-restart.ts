import type { Config, GlobalValues } from '@aemm/config';
import { settingTable } from '@aemm/config';

/** What a mock takes from its configuration once, when it starts. */
const AT_START: readonly (keyof GlobalValues)[] = [
  'hostname',
  'port',
  'save-config-to-file',
  'watch-config-file',
  'token-secret',
  'request-log',
];

/** The keys that a configuration changes in vain while the mock runs on another. What flags overrule does not change. */
export function needRestart(running: Config, fresh: Config): string[] {
  const changed = AT_START.filter((name) => running.globals[name] !== fresh.globals[name]);
  return settingTable([]).flatMap(({ name, key }) =>
    changed.some((one) => one === name) ? [key] : [],
  );
}
