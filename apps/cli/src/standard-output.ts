/** The exit status for output that cannot be written: EX_IOERR of sysexits.h. */
const OUTPUT_LOST = 74;

/** What becomes of the program when standard output cannot be written. */
export interface StandardOutput {
  /** Keeps the program running without it; there is one warning. */
  makeOptional(): void;
  /** Whether an error of it was handled. oclif throws each of them once more. */
  hasHandled(error: unknown): boolean;
}

/**
 * Reports in one line that standard output cannot be written, and ends the process, unless it is optional. A reader that
 * has left, as `head` does, is not a failure.
 */
export function watchStandardOutput(): StandardOutput {
  const handled = new WeakSet<Error>();
  let isOptional = false;
  let isReported = false;
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    handled.add(error);
    if (error.code === 'EPIPE') return;
    const what = `cannot write standard output: ${error.message}`;
    if (!isReported) process.stderr.write(isOptional ? `Warning: ${what}\n` : `Error: ${what}\n`);
    isReported = true;
    if (!isOptional) process.exit(OUTPUT_LOST);
  });
  return {
    makeOptional() {
      isOptional = true;
    },
    hasHandled: (error) => error instanceof Error && handled.has(error),
  };
}
