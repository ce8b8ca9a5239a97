import type { Config, ConfigInput } from '@aemm/config';
import { loadConfig, watchConfig } from '@aemm/config';

/** A configuration, and the changes of its file since it was read. */
export interface FollowedConfig {
  readonly config: Config;
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
  if (!globals['watch-config-file'] || file === undefined) {
    return { config: first, onChange() {}, close: async () => {} };
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
