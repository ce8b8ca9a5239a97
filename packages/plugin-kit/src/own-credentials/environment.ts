import { ConfigError } from '@aemm/config';
import type { RoleCredentials } from '@aemm/core';

/**
 * The caller's credentials in the variables that every SDK of AWS reads, as they are now.
 *
 * @throws ConfigError if there are none
 */
export function credentialsOfEnvironment(
  env: Readonly<Record<string, string | undefined>>,
): RoleCredentials {
  const {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
    AWS_CREDENTIAL_EXPIRATION: expiration,
  } = env;
  if (!accessKeyId || !secretAccessKey) {
    const missing = accessKeyId ? 'AWS_SECRET_ACCESS_KEY' : 'AWS_ACCESS_KEY_ID';
    const message = `credentialsFrom is env, but ${missing} is not set. Set both AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.`;
    throw new ConfigError([message], 2);
  }
  return toCredentials({ accessKeyId, secretAccessKey, sessionToken, expiration });
}

/** Credentials as texts; what is empty is not there. */
export function toCredentials(texts: {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string | undefined;
  readonly expiration: string | undefined;
}): RoleCredentials {
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = texts;
  const expiresAt = Date.parse(expiration ?? '');
  return {
    accessKeyId,
    secretAccessKey,
    ...(sessionToken && { sessionToken }),
    ...(!Number.isNaN(expiresAt) && { expiresAt }),
  };
}
