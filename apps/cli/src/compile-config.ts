import type { Config } from '@aemm/config';
import type { Snapshot } from '@aemm/core';
import { compileSnapshot, systemClock } from '@aemm/core';
import { explain } from '@aemm/plugin-kit';
import { createIdentitySigner } from '@aemm/server';

/**
 * What a mock that starts now would serve.
 *
 * @throws ConfigError for an invalid configuration
 */
export function compileConfig(config: Config, notices?: readonly string[]): Snapshot {
  try {
    return compileSnapshot(config.spec(notices), systemClock.now(), createIdentitySigner());
  } catch (error) {
    throw explain(error, config);
  }
}
