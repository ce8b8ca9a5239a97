import type { ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import spawn from 'cross-spawn';
import type { CommandEnd } from '../exit-status.ts';
import { forwardSignals } from '../forward-signals.ts';
import type { CommandLine } from '../run-command.ts';
import { endOf, notStarted } from '../run-command.ts';

/** What bounds a command. */
export interface Bounds {
  /** How long it may take, in seconds. */
  readonly seconds: number;
  /** The file that its output goes to. */
  readonly output: string;
}

/** How a bounded command ended. */
export type BoundedEnd =
  | CommandEnd
  | { readonly kind: 'timed-out' }
  | { readonly kind: 'interrupted'; readonly signal: NodeJS.Signals };

/** How long a command has after `SIGTERM`, in milliseconds. */
const GRACE = 2000;

/** Signals that ask this process, and not only the command, to end. */
const ENDING: ReadonlySet<NodeJS.Signals> = new Set(['SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGTERM']);

/** Windows has no groups of processes, and would open a window instead. */
const HAS_GROUPS = process.platform !== 'win32';

/** Runs a command for a limited time, without standard input; what it leaves running ends with it. */
export async function runBounded(line: CommandLine, bounds: Bounds): Promise<BoundedEnd> {
  const output = openSync(bounds.output, 'w');
  let child: ChildProcess | undefined;
  let early: BoundedEnd | undefined;
  let lastTimer: NodeJS.Timeout | undefined;
  const kill = (signal: NodeJS.Signals): boolean => child !== undefined && killGroup(child, signal);
  const end = (why: BoundedEnd, signal: NodeJS.Signals): boolean => {
    early ??= why;
    lastTimer ??= setTimeout(kill, GRACE, 'SIGKILL');
    return kill(signal);
  };
  const pass = (signal: NodeJS.Signals): boolean =>
    ENDING.has(signal) ? end({ kind: 'interrupted', signal }, signal) : kill(signal);
  // From before the start on: the command may run before the call that starts it returns.
  const stopForwarding = forwardSignals({ kill: pass }, process, false);
  const timer = setTimeout(end, bounds.seconds * 1000, { kind: 'timed-out' }, 'SIGTERM');
  try {
    child = start(line, output);
    const ended = await endOf(child);
    return early ?? ended;
  } catch (error) {
    return notStarted(error);
  } finally {
    closeSync(output);
    stopForwarding();
    clearTimeout(timer);
    clearTimeout(lastTimer);
    kill('SIGKILL');
  }
}

function start({ program, args, env }: CommandLine, output: number): ChildProcess {
  return spawn(program, args, {
    stdio: ['ignore', output, output],
    env: { ...env },
    detached: HAS_GROUPS,
  });
}

function killGroup(child: ChildProcess, signal: NodeJS.Signals): boolean {
  if (!HAS_GROUPS || child.pid === undefined) return child.kill(signal);
  try {
    return process.kill(-child.pid, signal);
  } catch {
    // All of it has ended.
    return false;
  }
}
