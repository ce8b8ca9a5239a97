/** A command line that is not allowed: the user's mistake. */
export class CtlUsageError extends Error {
  override readonly name = 'CtlUsageError';
}
