import type { ChildProcess } from 'node:child_process';
import { isatty } from 'node:tty';
import type { Environment } from '@aemm/mock';
import spawn from 'cross-spawn';
import type { CommandEnd } from './exit-status.ts';
import { forwardSignals } from './forward-signals.ts';

/** A program, its arguments and its environment. */
export interface CommandLine {
  readonly program: string;
  readonly args: readonly string[];
  readonly env: Environment;
}

/** Runs a command on the standard streams of this process until it ends. */
export function runCommand({ program, args, env }: CommandLine): Promise<CommandEnd> {
  const { ended } = launch(() => spawn(program, args, { stdio: 'inherit', env: { ...env } }));
  return ended;
}

/** A process that was started, if it could be, and its end. */
export interface Launched {
  readonly child: ChildProcess | undefined;
  /** Fulfilled when it ends; what it has left running is not waited for. */
  readonly ended: Promise<CommandEnd>;
}

/** Starts a process, and passes on the signals that this one receives, until it ends. */
export function launch(start: () => ChildProcess): Launched {
  let child: ChildProcess | undefined;
  // From before the start on: the command may run, and be known to run, before the call that starts it returns.
  const kill = (signal: NodeJS.Signals): boolean => child?.kill(signal) ?? false;
  const stopForwarding = forwardSignals({ kill }, process, isatty(0));
  try {
    child = start();
    return { child, ended: endOf(child).finally(stopForwarding) };
  } catch (error) {
    stopForwarding();
    return { child, ended: Promise.resolve(notStarted(error)) };
  }
}

/** The end of a process whose start threw: some errors of the system are thrown, others come as an event. */
export function notStarted(error: unknown): CommandEnd {
  return { kind: 'not-started', error: error as NodeJS.ErrnoException };
}

/** The end of a process; what it has left running is not waited for. */
export function endOf(child: ChildProcess): Promise<CommandEnd> {
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
