import type { Config, ConfigWatch } from '@aemm/config';
import { ConfigError, InputError } from '@aemm/config';

/** What to do when the file of a configuration has changed. */
export interface Follower {
  /** Uses the new configuration. An error of it is reported. */
  apply(config: Config): Promise<void>;
  /** Reports why the file cannot be used. What it held before stays in use. */
  report(error: unknown): void;
}

/** The same lack of resources is reported once in this time. */
const REPORT_INTERVAL_MS = 60_000;

/**
 * Creates what loads a changed configuration and hands it over. A load that fails for lack of resources is retried.
 *
 * @param watch - the watch that calls it, again after its `retry`
 * @param now - the time, in milliseconds
 */
export function createReload(
  load: () => Promise<Config>,
  { apply, report }: Follower,
  watch: Pick<ConfigWatch, 'retry'>,
  now: () => number,
): () => Promise<void> {
  let last = { message: '', time: 0 };
  return async () => {
    try {
      await apply(await load());
    } catch (error) {
      if (isTransient(error)) {
        watch.retry();
        const { message } = error;
        if (message === last.message && now() - last.time < REPORT_INTERVAL_MS) return;
        last = { message, time: now() };
      }
      report(error);
    }
  };
}

/** Whether the same content may load later. */
function isTransient(error: unknown): error is ConfigError {
  return (
    error instanceof ConfigError && error.cause instanceof InputError && error.cause.isTransient
  );
}
