import { toPrintable } from '@aemm/config/printable';
import { trace } from './trace.ts';

const REPORT_TO = 'https://github.com/aemm-dev/aemm/issues';

/** The exit status for an unexpected error: EX_SOFTWARE of sysexits.h. */
const UNEXPECTED = 70;

interface Failure {
  /** Empty if the error was reported already. */
  readonly lines: readonly string[];
  readonly exitCode: number;
  /** Where it happened, if that is shown without `DEBUG`. */
  readonly stack?: string;
}

/** Reports an error, one line for each problem, and ends the process. Mistakes of users show a stack only with `DEBUG`. */
export function fail(error: unknown): never {
  const { lines: raw, exitCode, stack } = describe(error);
  const lines = raw.map(toPrintable);
  const details = trace(error) ?? stack;
  const output = details === undefined ? lines : [...lines, details];
  if (lines.length > 0) process.stderr.write(`${output.join('\n')}\n`);
  process.exit(exitCode);
}

/** Errors are distinguished by shape: those of a plugin come from its own copies of the packages. */
function describe(error: unknown): Failure {
  if (!(error instanceof Error)) return unexpected(String(error));
  if (isOfWorkingDirectory(error)) {
    return {
      lines: ['The working directory is gone. Change to a folder that exists.'],
      exitCode: 2,
    };
  }
  if ('problems' in error && Array.isArray(error.problems)) {
    return { lines: error.problems.map(String), exitCode: numberOr(2, error, 'exitCode') };
  }
  if ('oclif' in error) {
    const exitCode = numberOr(2, error.oclif as object, 'exit');
    return {
      lines: 'code' in error && error.code === 'EEXIT' ? [] : error.message.split('\n'),
      exitCode,
    };
  }
  if ('code' in error && typeof error.code === 'string' && error.code.startsWith('AEMM_')) {
    return { lines: [`${error.message} (${error.code})`], exitCode: 2 };
  }
  return unexpected(error.stack ?? error.message);
}

function numberOr(fallback: number, holder: object, name: string): number {
  const value: unknown = Reflect.get(holder, name);
  return typeof value === 'number' ? value : fallback;
}

function unexpected(stack: string): Failure {
  const advice = `This should not happen (AEMM_UNFORESEEN). Please report it at ${REPORT_TO}:`;
  return { lines: [advice], stack, exitCode: UNEXPECTED };
}

/** The working directory was removed, which is the fault of no plugin. */
export function isOfWorkingDirectory(error: Error): boolean {
  return 'syscall' in error && error.syscall === 'uv_cwd';
}
