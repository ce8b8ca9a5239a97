import { spawn } from 'node:child_process';
import { atExit } from '../at-exit.ts';
import { tempTree } from '../temp-tree.ts';
import { findCommand } from './binary.ts';
import { guard } from './guard.ts';
import { buildEnvironment, linkPlugins } from './home.ts';
import type { CliOptions, CliResult } from './options.ts';

/** A program that was started. */
export interface CliChild {
  readonly pid: number;
  readonly home: string;
  /** What was typed, for messages. */
  readonly commandLine: string;
  /** What it has written so far. */
  readonly output: { readonly stdout: string; readonly stderr: string };
  /** Fulfilled once it is gone and all that it wrote is here; rejected if it could not be started. */
  readonly exited: Promise<CliResult>;
  /** Calls a listener on each output. Returns a function that removes it. */
  onOutput(listener: () => void): () => void;
  kill(signal: NodeJS.Signals): void;
}

/** Starts the program. It does not outlive the test's process; one that runs until it is stopped needs a guard for that. */
export function spawnCli(
  args: readonly string[],
  options: CliOptions,
  { guarded = false } = {},
): CliChild {
  const tree = options.home === undefined ? tempTree() : undefined;
  const home = options.home ?? tree?.path ?? '';
  if (options.plugins !== undefined) linkPlugins(home, options.plugins);
  const [program = '', ...first] = findCommand(options.binary, options.node);
  const child = spawn(program, [...first, ...args], {
    cwd: options.cwd ?? home,
    env: buildEnvironment(home, options.env),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const forget = atExit(() => child.kill('SIGKILL'));
  const dismiss = guarded && child.pid !== undefined ? guard(child.pid, tree?.path) : () => {};
  const output = { stdout: '', stderr: '' };
  const listeners = new Set<() => void>();
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      output[name] += text;
      for (const listener of listeners) listener();
    });
  }
  const exited = new Promise<CliResult>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exitCode, signal) => resolve({ exitCode, signal, ...output }));
  }).finally(() => {
    forget();
    dismiss();
    tree?.remove();
  });
  return {
    pid: child.pid ?? 0,
    home,
    commandLine: [program, ...first, ...args].join(' '),
    output,
    exited,
    onOutput(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    kill: (signal) => child.kill(signal),
  };
}

/** Waits for a promise, but not for ever: then the program is ended and the test fails with what it wrote. */
export async function within<T>(
  timeoutMs: number,
  child: CliChild,
  waitingFor: string,
  promise: Promise<T>,
): Promise<T> {
  // Not `setTimeout`, which a test may have replaced.
  const timeout = AbortSignal.timeout(timeoutMs);
  let endInTime = () => {};
  const late = new Promise<never>((_, reject) => {
    endInTime = () => {
      child.kill('SIGKILL');
      reject(failure(child, `no ${waitingFor} within ${timeoutMs} ms`));
    };
    timeout.addEventListener('abort', endInTime);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    timeout.removeEventListener('abort', endInTime);
  }
}

/** An error that shows all there is to know about the program. */
export function failure({ commandLine, output }: CliChild, what: string): Error {
  return new Error(`${commandLine}: ${what}\n${output.stdout}${output.stderr}`);
}
