import { constants } from 'node:os';
import { isatty } from 'node:tty';

/** The status of a command that Ctrl+C ended. */
const INTERRUPTED = 128 + constants.signals.SIGINT;

/** Ends this process with the exit status of a command. */
export function endProcess(status: number): never {
  // A shell gives up a loop or a list of commands only if it sees that one of them ended by the signal.
  if (status === INTERRUPTED && isatty(0)) process.kill(process.pid, 'SIGINT');
  process.exit(status);
}
