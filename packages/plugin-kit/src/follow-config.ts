import { stat } from 'node:fs/promises';
import type { Config, ConfigInput, ConfigWatch } from '@aemm/config';
import { ConfigError, loadConfig, watchConfig } from '@aemm/config';
import type { Follower } from './reload.ts';
import { createReload } from './reload.ts';

/** A configuration, and the changes of its file since it was read. */
export interface FollowedConfig {
  readonly config: Config;
  /** Why it is not followed, although it asks for that. */
  readonly warning?: string;
  /** Begins to follow the file; a change that came before counts too. */
  start(follower: Follower): void;
  /** Stops following the file. */
  close(): Promise<void>;
}

/**
 * Resolves a configuration, and follows its file if it asks for that. Then the file is read again once it is watched, so
 * that no change falls in between.
 *
 * @param now - the time, in milliseconds
 * @throws ConfigError as `loadConfig` does
 */
export async function followConfig(
  input: ConfigInput,
  now: () => number = () => performance.now(),
): Promise<FollowedConfig> {
  const first = await loadConfig(input);
  const { file, globals } = first;
  const unfollowed = { config: first, start() {}, close: async () => {} };
  if (!globals['watch-config-file']) return unfollowed;
  if (file === undefined) return { ...unfollowed, warning: NO_FILE };
  if (await isStream(file)) {
    return { ...unfollowed, warning: `${file} is not a file that can be watched.` };
  }
  let hasChanged = false;
  let onChange = (): void => {
    hasChanged = true;
  };
  const watch = await watchConfig(file, () => onChange());
  const load = (): Promise<Config> => loadWatched(input, file, watch);
  try {
    return {
      config: await load(),
      start(follower) {
        const reload = createReload(load, follower, watch, now);
        let reloads = Promise.resolve();
        // One after the other, so that the latest content wins.
        onChange = () => {
          reloads = reloads.then(reload);
        };
        if (hasChanged) onChange();
      },
      close: () => watch.close(),
    };
  } catch (error) {
    await watch.close();
    throw error;
  }
}

const NO_FILE = 'there is no configuration file to watch; it must be there when the mock starts.';

/** Whether the content of a file can be read only once, as with a pipe. */
async function isStream(file: string): Promise<boolean> {
  const stats = await stat(file).catch(() => undefined);
  return stats !== undefined && !stats.isFile();
}

/** Resolves the configuration with the content that the watch has found. */
async function loadWatched(input: ConfigInput, file: string, watch: ConfigWatch): Promise<Config> {
  const read = async (path: string): Promise<Uint8Array> =>
    path === file ? watch.read() : new Uint8Array();
  const config = await loadConfig({ ...input, read });
  // A default file that goes away makes room for another one, or for none.
  if (config.file !== file) throw new ConfigError([`${file} is gone.`], 1);
  return config;
}
