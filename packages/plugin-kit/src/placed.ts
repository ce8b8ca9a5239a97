import type { Config } from '@aemm/config';

/** The key of a setting for a message, with the place that configures it: `identityKeys.dsa (/etc/aemm.yaml)`. */
export function placed(key: string, { settings }: Config): string {
  const where = settings.find((setting) => setting.key === key)?.origin.where;
  return where === undefined ? key : `${key} (${where})`;
}
