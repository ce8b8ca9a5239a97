import type { Config } from '@aemm/config';
import type { AnyCategory, Snapshot } from '@aemm/core';
import { compileSnapshot, systemClock } from '@aemm/core';
import { explain } from '@aemm/plugin-kit';

/**
 * What a mock that starts now would serve.
 *
 * @throws ConfigError for an invalid configuration
 */
export function compileConfig(config: Config, served: readonly AnyCategory[]): Snapshot {
  try {
    return compileSnapshot(config.spec(served), systemClock.now());
  } catch (error) {
    throw explain(error, config);
  }
}
