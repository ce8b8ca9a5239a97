import { toPrintable } from '@aemm/config';
import { AemmError } from '@aemm/core';

/**
 * What can go wrong with a plugin as such, and whose fault it is. What can go wrong with its categories is in core's
 * `ERROR_CODES`.
 *
 * @public
 */
export const PLUGIN_ERROR_CODES = {
  AEMM_PLUGIN_THREW: {
    fault: 'plugin',
    means: 'the plugin threw when it was asked for its categories, or when its command ran',
  },
  AEMM_PLUGIN_LOAD: { fault: 'plugin', means: 'the plugin, or a command of it, cannot be loaded' },
  AEMM_PLUGIN_SLOW: {
    fault: 'plugin',
    means: 'the plugin took more than three seconds to answer with its categories',
  },
  AEMM_PLUGIN_EXPORT: {
    fault: 'plugin',
    means: 'the file of its hook exports nothing of the name that its package.json gives',
  },
  AEMM_PLUGIN_ANSWER: {
    fault: 'plugin',
    means: 'the plugin answered with something other than a list of categories',
  },
  AEMM_PLUGIN_SERVES: {
    fault: 'plugin',
    means: 'a command of the plugin serves a category that no plugin brings',
  },
} as const satisfies Record<string, { fault: 'plugin'; means: string }>;

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
  /** What the plugin threw, with its stack, if it threw something. */
  readonly cause?: unknown;
}

/**
 * Reads whatever a plugin threw as a problem of that plugin: an error of core's keeps its code, any other gets `code`.
 *
 * @public
 */
export function toPluginProblem(
  plugin: string,
  error: unknown,
  code: PluginErrorCode,
): PluginProblem {
  if (error instanceof AemmError) {
    return { plugin, code: error.code, message: error.message, cause: error };
  }
  const message = error instanceof Error ? error.message : String(error);
  // The message for a missing module includes the whole import path to it.
  const [line = message] = message.split(/\n| imported from /, 1);
  return { plugin, code, message: line, cause: error };
}

/**
 * Formats a problem that does not stop the start, in one line.
 *
 * @public
 */
export function formatPluginProblem({ plugin, code, message }: PluginProblem): string {
  return toPrintable(`Warning: plugin ${plugin} is left out (${code}): ${message}`);
}
