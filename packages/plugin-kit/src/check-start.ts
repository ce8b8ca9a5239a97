import type { Config, ConfigInput } from '@aemm/config';
import { aemmProfile, findFleetProblems } from '@aemm/core';
import { explain } from './explain.ts';
import { readIdentityKeys } from './identity-keys.ts';
import { checkControl } from './open-control.ts';
import { checkOwnProfile } from './own-credentials/open.ts';

/**
 * Checks what a mock reads and opens at its start beside what it serves: keys, credentials, its control plane, its fleet.
 *
 * @returns the warnings, one line each, also of what its environment still has to bring
 * @throws ConfigError for what prevents the start
 * @public
 */
export async function checkStart(
  config: Config,
  input: Pick<ConfigInput, 'env' | 'home'>,
): Promise<readonly string[]> {
  await readIdentityKeys(config);
  await checkOwnProfile(config, input);
  return [...checkFleet(config), ...(await checkControl(config))];
}

function checkFleet(config: Config): readonly string[] {
  const { fleet } = config;
  if (fleet === undefined) return [];
  try {
    return config.describe(findFleetProblems(fleet, config.spec().profile ?? aemmProfile));
  } catch (error) {
    throw explain(error, config);
  }
}
