import type { Config, ConfigInput } from '@aemm/config';
import { toPrintable, watchConfig } from '@aemm/config';
import type { RoleCredentials } from '@aemm/core';
import { credentialsOfEnvironment } from './environment.ts';
import type { ProfileFiles } from './profile.ts';
import { credentialsOfProfile, profileFiles } from './profile.ts';

/** The caller's own credentials, to be handed on as those of the role. */
export interface OwnCredentials {
  /** Whose they are, for messages. */
  readonly owner: string;
  /** The credentials as they were last read. */
  read(): RoleCredentials;
  /** Stops following their files. */
  close(): Promise<void>;
}

const PROFILE = 'profile:';

/**
 * Reads the credentials that are to be handed on, and follows those of a profile: changed ones are served from then on.
 *
 * @param warn - reports why changed files cannot be used, in which case the credentials before stay in use
 * @returns `undefined` if none are to be handed on
 * @throws ConfigError if there are none
 */
export async function openOwnCredentials(
  { globals }: Config,
  input: Pick<ConfigInput, 'env' | 'home'>,
  warn: (line: string) => void,
): Promise<OwnCredentials | undefined> {
  const from = globals['credentials-from'];
  if (from === '') return undefined;
  if (!from.startsWith(PROFILE)) {
    const credentials = credentialsOfEnvironment(input.env);
    return { owner: 'the environment', read: () => credentials, close: async () => {} };
  }
  return followProfile(from.slice(PROFILE.length), profileFiles(input), warn);
}

/** Checks that the profile of AWS holds credentials, if those of one are to be handed on. Throws `ConfigError`. */
export async function checkOwnProfile(
  { globals }: Config,
  input: Pick<ConfigInput, 'env' | 'home'>,
): Promise<void> {
  const from = globals['credentials-from'];
  if (!from.startsWith(PROFILE)) return;
  await credentialsOfProfile(from.slice(PROFILE.length), profileFiles(input));
}

async function followProfile(
  name: string,
  files: ProfileFiles,
  warn: (line: string) => void,
): Promise<OwnCredentials> {
  let credentials = await credentialsOfProfile(name, files);
  const refresh = async (): Promise<void> => {
    try {
      credentials = await credentialsOfProfile(name, files);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      warn(toPrintable(`Warning: the credentials handed on stay as they were: ${reason}`));
    }
  };
  let refreshes = Promise.resolve();
  // One after the other, so that the latest content wins.
  const onChange = (): void => {
    refreshes = refreshes.then(refresh);
  };
  const watches = await Promise.all(
    [files.credentials, files.config].map((file) => watchConfig(file, onChange)),
  );
  return {
    owner: `profile ${name}`,
    read: () => credentials,
    async close() {
      await Promise.all(watches.map((watch) => watch.close()));
    },
  };
}
