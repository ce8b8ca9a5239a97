import { Config } from '@oclif/core/config';
import type { PJSON } from '@oclif/core/interfaces';
import pjson from '../../package.json' with { type: 'json' };
import { noTrace } from '../no-trace.ts';

/** oclif's view of the program, and what the user should know of plugins. */
export interface LoadedConfig {
  readonly config: Config;
  /** One line a plugin that could not be loaded, ready to print. */
  readonly warnings: readonly string[];
}

/** Loads commands and plugins. A plugin that cannot be loaded is left out and reported in one line. */
export async function loadConfig(root: string): Promise<LoadedConfig> {
  const options = {
    root,
    pjson: pjson as PJSON,
    ...(process.env.DEBUG === undefined && { logger: noTrace }),
  };
  const { result: config, warnings } = await withoutWarnings(() => Config.load(options));
  if (warnings.length === 0) return { config, warnings: [] };
  const { explainWarnings } = await import('./explain-warnings.ts');
  return { config, warnings: await explainWarnings(config, warnings) };
}

/** oclif reports plugins by process warnings of many lines: they are collected instead. */
async function withoutWarnings<T>(
  run: () => Promise<T>,
): Promise<{ result: T; warnings: unknown[] }> {
  const { emitWarning } = process;
  const warnings: unknown[] = [];
  process.emitWarning = (warning: string | Error, details?: unknown) => {
    warnings.push(details instanceof Error ? details : warning);
  };
  try {
    return { result: await run(), warnings };
  } finally {
    process.emitWarning = emitWarning;
  }
}
