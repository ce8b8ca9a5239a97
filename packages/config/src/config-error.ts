/**
 * A configuration that cannot be used, and why: the user's mistake, so no stack is worth showing.
 *
 * @public
 */
export class ConfigError extends Error {
  /** `ConfigError`. */
  override readonly name = 'ConfigError';
  /** One readable line each. */
  readonly problems: readonly string[];
  /** What the process exits with, as AEMM does: 1 for a file that cannot be read, 2 for values that are not allowed. */
  readonly exitCode: 1 | 2;

  constructor(problems: readonly string[], exitCode: 1 | 2) {
    super(problems.join('\n'));
    this.problems = problems;
    this.exitCode = exitCode;
  }
}
