import type { ChildProcess } from 'node:child_process';
import { isatty } from 'node:tty';
import spawn from 'cross-spawn';
import type { Environment } from './environment.ts';
import type { CommandEnd } from './exit-status.ts';
import { forwardSignals } from './forward-signals.ts';

/** A program, its arguments and its environment. */
export interface CommandLine {
  readonly program: string;
  readonly args: readonly string[];
  readonly env: Environment;
}

/** Runs a command on the standard streams of this process until it ends. */
export async function runCommand({ program, args, env }: CommandLine): Promise<CommandEnd> {
  let child: ChildProcess;
  try {
    child = spawn(program, args, { stdio: 'inherit', env: { ...env } });
  } catch (error) {
    // Some errors of the system are thrown, others come as an event.
    return { kind: 'not-started', error: error as NodeJS.ErrnoException };
  }
  return attend(child);
}

/**
 * Passes on to a process the signals that this one receives, until it ends. What it has left running is not waited for.
 */
export async function attend(child: ChildProcess): Promise<CommandEnd> {
  const stopForwarding = forwardSignals(child, process, isatty(0));
  try {
    return await endOf(child);
  } finally {
    stopForwarding();
  }
}

function endOf(child: ChildProcess): Promise<CommandEnd> {
  return new Promise((resolve) => {
    child.on('error', (error: NodeJS.ErrnoException) => {
      // A signal that cannot be sent is an error too, and does not end the command.
      if (error.syscall?.startsWith('spawn')) resolve({ kind: 'not-started', error });
    });
    child.once('exit', (status, signal) => {
      resolve(
        signal === null ? { kind: 'exited', status: status ?? 0 } : { kind: 'killed', signal },
      );
    });
  });
}
