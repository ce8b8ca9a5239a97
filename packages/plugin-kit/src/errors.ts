import { AemmError } from '@aemm/core';

/**
 * What can go wrong with a plugin as such. What can go wrong with its categories is in core's `ERROR_CODES`.
 *
 * @public
 */
export const PLUGIN_ERROR_CODES = {
  AEMM_PLUGIN_THREW: 'the plugin threw when it was loaded or asked for its categories',
  AEMM_PLUGIN_SLOW: 'the plugin took too long to answer with its categories',
  AEMM_PLUGIN_ANSWER: 'the plugin answered with something other than a list of categories',
} as const;

/**
 * A code of {@link PLUGIN_ERROR_CODES}.
 *
 * @public
 */
export type PluginErrorCode = keyof typeof PLUGIN_ERROR_CODES;

/**
 * Why a plugin, or one category of it, is not served.
 *
 * @public
 */
export interface PluginProblem {
  /** The name of the plugin. */
  readonly plugin: string;
  /** A code of `PLUGIN_ERROR_CODES` or of core's `ERROR_CODES`. */
  readonly code: string;
  /** What is wrong, in a sentence. */
  readonly message: string;
}

/** Reads whatever a plugin threw as a problem of that plugin. */
export function toPluginProblem(
  plugin: string,
  error: unknown,
  code: PluginErrorCode,
): PluginProblem {
  if (error instanceof AemmError) return { plugin, code: error.code, message: error.message };
  const message = error instanceof Error ? error.message : String(error);
  return { plugin, code, message: message.split('\n', 1)[0] ?? message };
}

/** The one line in which a user reads of a problem. */
export function formatPluginProblem({ plugin, code, message }: PluginProblem): string {
  return `Warning: plugin ${plugin} is left out (${code}): ${message}`;
}
