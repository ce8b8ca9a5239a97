/**
 * A configuration that cannot be used, and why: a mistake of the user, shown without a stack.
 *
 * @public
 */
export class ConfigError extends Error {
  /** `ConfigError`. */
  override readonly name = 'ConfigError';
  /** The error messages, one line each. */
  readonly problems: readonly string[];
  /** The exit status, as in AEMM: 1 for a file that cannot be read, 2 for values that are not allowed. */
  readonly exitCode: 1 | 2;

  constructor(problems: readonly string[], exitCode: 1 | 2) {
    super(problems.join('\n'));
    this.problems = problems;
    this.exitCode = exitCode;
  }
}
