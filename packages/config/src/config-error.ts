import { toPrintable } from './printable.ts';

/**
 * A configuration that cannot be used, and why: a mistake of the user, shown without a stack.
 *
 * @public
 */
export class ConfigError extends Error {
  /** `ConfigError`. */
  override readonly name = 'ConfigError';
  /** The error messages, one line each, ready to print. */
  readonly problems: readonly string[];
  /** The exit status, as in AEMM: 1 for a file that cannot be read, 2 for values that are not allowed. */
  readonly exitCode: 1 | 2;
  /** What else was found, one line each, ready to print. */
  readonly warnings: readonly string[];

  constructor(
    problems: readonly string[],
    exitCode: 1 | 2,
    options: { readonly cause?: unknown; readonly warnings?: readonly string[] } = {},
  ) {
    const { cause, warnings = [] } = options;
    const lines = problems.map(toPrintable);
    super(lines.join('\n'), cause === undefined ? undefined : { cause });
    this.problems = lines;
    this.exitCode = exitCode;
    this.warnings = warnings;
  }
}
