import type { Config } from '@aemm/config';
import { loadConfig, settingTable } from '@aemm/config';
import type { AnyCategory } from '@aemm/core';

/** The settings of a program that have a meaning within a test as well. */
const USED: ReadonlySet<string> = new Set(['token-secret', 'check-host', 'fleet', 'speed']);

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

/** One line each on what of a configuration file has no effect. */
export function warningsOf(config: Config, categories: readonly AnyCategory[]): readonly string[] {
  const configured = new Set(
    config.settings.flatMap(({ key, origin }) => (origin.source === 'file' ? [key] : [])),
  );
  const unused = settingTable(categories).flatMap(({ key, category, atStart }) =>
    atStart && category === undefined && configured.has(key) && !USED.has(key) ? [key] : [],
  );
  if (unused.length === 0) return config.warnings;
  const line = `Warning: ${config.file} has settings that only the command line uses: ${unused.join(', ')}.`;
  return [...config.warnings, line];
}
