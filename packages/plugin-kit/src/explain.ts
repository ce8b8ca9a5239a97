import type { Config } from '@aemm/config';
import { ConfigError } from '@aemm/config';
import { AemmError } from '@aemm/core';

/**
 * Adds to what core says of a value where the user gave it. Other errors pass as they are.
 *
 * @public
 */
export function explain(error: unknown, config: Config): unknown {
  if (!(error instanceof AemmError) || error.key === undefined) return error;
  const key = error.key.toLowerCase();
  const value = config.values.find((candidate) => candidate.key.toLowerCase() === key);
  const origin = value?.origin.where;
  return new ConfigError(
    [origin === undefined ? error.message : `${error.message} (${origin})`],
    2,
  );
}
