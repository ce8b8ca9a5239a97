import type { Config } from '@aemm/config';
import { loadConfig } from '@aemm/config';
import type { AnyCategory } from '@aemm/core';

/** What a configuration file holds, as the command line reads it without flags and variables. */
export function readConfig(file: string, categories: readonly AnyCategory[]): Promise<Config> {
  return loadConfig({
    flags: {},
    env: {},
    home: undefined,
    cwd: process.cwd(),
    file,
    categories,
  });
}
