import type { Config } from '@aemm/config';
import { ConfigError } from '@aemm/config';
import { AemmError } from '@aemm/core';

/**
 * Adds the origin of a value to an error of core about it. Other errors are unchanged.
 *
 * @public
 */
export function explain(error: unknown, config: Config): unknown {
  if (!(error instanceof AemmError) || error.key === undefined) return error;
  const key = error.key.toLowerCase();
  const value =
    config.values.find((candidate) => candidate.key.toLowerCase() === key) ??
    config.settings.find((setting) => key.startsWith(`${setting.key.toLowerCase()}.`));
  const origin = value?.origin.where;
  return new ConfigError(
    [origin === undefined ? error.message : `${error.message} (${origin})`],
    2,
  );
}
