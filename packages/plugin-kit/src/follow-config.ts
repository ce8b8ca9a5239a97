import { stat } from 'node:fs/promises';
import type { Config, ConfigInput } from '@aemm/config';
import { loadConfig, watchConfig } from '@aemm/config';

/** A configuration, and the changes of its file since it was read. */
export interface FollowedConfig {
  readonly config: Config;
  /** Why it is not followed, although it asks for that. */
  readonly warning?: string;
  /** Says what to do after a change; changes that came before are made up for. One runs at a time. */
  onChange(reload: () => Promise<void>): void;
  /** Follows it no more. */
  close(): Promise<void>;
}

/**
 * Resolves a configuration, and follows its file if it asks for that. Then the file is read again once it is watched, so
 * that no change falls in between.
 *
 * @throws ConfigError as `loadConfig` does
 */
export async function followConfig(input: ConfigInput): Promise<FollowedConfig> {
  const first = await loadConfig(input);
  const { file, globals } = first;
  const resting = { config: first, onChange() {}, close: async () => {} };
  if (!globals['watch-config-file']) return resting;
  if (file === undefined) return { ...resting, warning: NO_FILE };
  if (await isStream(file)) {
    return { ...resting, warning: `${file} is no file that can be watched.` };
  }
  let reload: (() => Promise<void>) | undefined;
  let missed = false;
  let reloads = Promise.resolve();
  const changed = (): void => {
    if (reload === undefined) missed = true;
    else reloads = reloads.then(reload);
  };
  const watch = await watchConfig(file, changed);
  try {
    return {
      config: await loadConfig(input),
      onChange(run) {
        reload = run;
        if (missed) changed();
      },
      close: () => watch.close(),
    };
  } catch (error) {
    await watch.close();
    throw error;
  }
}

const NO_FILE = 'there is no configuration file to watch; it must be there when the mock starts.';

/** Whether what a file says can be read only once, as with a pipe. */
async function isStream(file: string): Promise<boolean> {
  const stats = await stat(file).catch(() => undefined);
  return stats !== undefined && !stats.isFile();
}
