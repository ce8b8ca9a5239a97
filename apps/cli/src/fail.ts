import { trace } from './trace.ts';

const REPORT_TO = 'https://github.com/aemm-dev/aemm/issues';

/** The exit status for what nobody foresaw: EX_SOFTWARE of sysexits.h. */
const UNFORESEEN = 70;

interface Failure {
  /** None: whatever there was to say was said. */
  readonly lines: readonly string[];
  readonly exitCode: number;
  /** Where it happened, if that is shown to whoever did not ask. */
  readonly stack?: string;
}

/**
 * Says in a line a problem what went wrong, and ends the process. What users did wrong shows no stack, unless they set
 * `DEBUG`.
 */
export function fail(error: unknown): never {
  const { lines, exitCode, stack } = describe(error);
  const details = trace(error) ?? stack;
  const told = details === undefined ? lines : [...lines, details];
  if (lines.length > 0) process.stderr.write(`${told.join('\n')}\n`);
  process.exit(exitCode);
}

/** Errors are told apart by shape: a plugin's come from its own copies of the packages. */
function describe(error: unknown): Failure {
  if (!(error instanceof Error)) return unforeseen(String(error));
  if ('problems' in error && Array.isArray(error.problems)) {
    return { lines: error.problems.map(String), exitCode: numberOr(2, error, 'exitCode') };
  }
  if ('oclif' in error) {
    const exitCode = numberOr(2, error.oclif as object, 'exit');
    return { lines: 'code' in error && error.code === 'EEXIT' ? [] : [error.message], exitCode };
  }
  if ('code' in error && typeof error.code === 'string' && error.code.startsWith('AEMM_')) {
    return { lines: [`${error.message} (${error.code})`], exitCode: 2 };
  }
  return unforeseen(error.stack ?? error.message);
}

function numberOr(fallback: number, holder: object, name: string): number {
  const value: unknown = Reflect.get(holder, name);
  return typeof value === 'number' ? value : fallback;
}

function unforeseen(stack: string): Failure {
  const advice = `This should not happen (AEMM_UNFORESEEN). Please report it at ${REPORT_TO}:`;
  return { lines: [advice], stack, exitCode: UNFORESEEN };
}
