/**
 * A file that is being watched.
 *
 * @public
 */
export interface ConfigWatch {
  /** Stops watching. */
  close(): Promise<void>;
}

/**
 * Watches a config file for new content, however it gets there: written in place, replaced by rename, or swapped by a
 * symbolic link as Kubernetes does for a ConfigMap.
 *
 * @param onChange - is called after the content has changed and come to rest
 * @public
 */
export async function watchConfig(file: string, onChange: () => void): Promise<ConfigWatch> {
  const { watch } = await import('chokidar');
  const watcher = watch(file, { ignoreInitial: true }).on('all', onChange);
  return { close: () => watcher.close() };
}
