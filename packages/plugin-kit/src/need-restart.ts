import type { Config } from '@aemm/config';

/** What a mock takes from its configuration once, when it starts. */
const AT_START: ReadonlySet<string> = new Set([
  'server.hostname',
  'server.port',
  'save-config-to-file',
  'watch-config-file',
  'token-secret',
  'request-log',
]);

/** The keys that a configuration changes in vain while the mock runs on another. What flags overrule does not change. */
export function needRestart(running: Config, fresh: Config): string[] {
  const before = new Map(running.values.map(({ key, value }) => [key, value]));
  return fresh.values.flatMap(({ key, value }) =>
    AT_START.has(key) && value !== before.get(key) ? [key] : [],
  );
}
