import { join } from 'node:path';
import type { ConfigInput } from '@aemm/config';
import { ConfigError } from '@aemm/config';
import type { RoleCredentials } from '@aemm/core';
import { toCredentials } from './environment.ts';

/** The two files that the profiles of AWS are in. */
export interface ProfileFiles {
  readonly credentials: string;
  readonly config: string;
}

/** Where the files of AWS are, by the variables that every SDK reads. */
export function profileFiles({ env, home = '' }: Pick<ConfigInput, 'env' | 'home'>): ProfileFiles {
  const place = (variable: string, name: string): string => {
    const path = env[variable] || join('~', '.aws', name);
    return path.startsWith('~') ? join(home, path.slice(1)) : path;
  };
  return {
    credentials: place('AWS_SHARED_CREDENTIALS_FILE', 'credentials'),
    config: place('AWS_CONFIG_FILE', 'config'),
  };
}

/**
 * Reads the credentials of a profile from the files of AWS as they are now.
 *
 * @throws ConfigError if there is no such profile, or if its credentials are not in these files
 */
export async function credentialsOfProfile(
  name: string,
  { credentials: filepath, config: configFilepath }: ProfileFiles,
): Promise<RoleCredentials> {
  const { loadSharedConfigFiles } = await import('@smithy/shared-ini-file-loader');
  const files = await loadSharedConfigFiles({ filepath, configFilepath, ignoreCache: true });
  const { credentialsFile, configFile } = files;
  const [own, configured] = [credentialsFile[name], configFile[name]];
  if (own === undefined && configured === undefined) {
    throw refuse(`There is no profile "${name}" in ${filepath} or ${configFilepath}.`);
  }
  const found = [own, configured].find((each) => each?.aws_access_key_id);
  const { aws_access_key_id: accessKeyId, aws_secret_access_key: secretAccessKey } = found ?? {};
  if (!accessKeyId || !secretAccessKey) {
    const advice = `Use env, with what "aws configure export-credentials --profile ${name} --format env" prints.`;
    throw refuse(`The profile "${name}" holds no access key and secret key. ${advice}`);
  }
  return toCredentials({
    accessKeyId,
    secretAccessKey,
    sessionToken: found?.aws_session_token,
    expiration: found?.aws_credential_expiration ?? found?.x_security_token_expires,
  });
}

function refuse(message: string): ConfigError {
  return new ConfigError([`credentialsFrom: ${message}`], 2);
}
