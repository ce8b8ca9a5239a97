import { AemmError } from '@aemm/core';
import type { StartOptions } from './options.ts';

/** Every option. The service itself knows but its own, and would leave the others out of what is allowed. */
const NAMES: Readonly<Record<keyof StartOptions, true>> = {
  categories: true,
  profile: true,
  instance: true,
  settings: true,
  timing: true,
  notices: true,
  overrides: true,
  paths: true,
  metadataOptions: true,
  hops: true,
  eligibleClients: true,
  noticeTime: true,
  freshCredentials: true,
  iamError: true,
  roleCredentials: true,
  configFile: true,
  clock: true,
  now: true,
  fleet: true,
  faults: true,
  random: true,
};

/**
 * Refuses options that there are not. Only code without types gives them.
 *
 * @throws AemmError `AEMM_SETTING_INVALID`
 */
export function checkOptions(options: object): void {
  const unknown = Object.keys(options).find((name) => !Object.hasOwn(NAMES, name));
  if (unknown === undefined) return;
  const message = `There is no option with the name "${unknown}". Allowed: ${Object.keys(NAMES).join(', ')}.`;
  throw new AemmError('AEMM_SETTING_INVALID', message, { key: unknown });
}
