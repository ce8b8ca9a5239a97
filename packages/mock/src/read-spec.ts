import { loadConfig } from '@aemm/config';
import type { AnyCategory, ImdsSpec } from '@aemm/core';

/** What a configuration file serves, as the command line reads it without flags and variables. */
export async function readSpec(
  file: string,
  categories: readonly AnyCategory[],
): Promise<ImdsSpec> {
  const config = await loadConfig({
    flags: {},
    env: {},
    home: undefined,
    cwd: process.cwd(),
    file,
    categories,
  });
  return config.spec();
}
