import type { CliOptions, RunningCli } from '@aemm/testing';
import { startCli } from '@aemm/testing';
import { BINARY } from '../../cli/support/binary.ts';

/** Starts the mock by a shell that first does something to its own process, such as lowering a limit. */
export function startAfter(
  shell: string,
  args: readonly string[] = [],
  options: CliOptions = {},
): Promise<RunningCli> {
  const line = `${shell}; exec "$0" "$@"`;
  return startCli(['-c', line, process.execPath, BINARY, ...args], { ...options, binary: 'sh' });
}

/** Starts the mock in a Node that loads a script before it. */
export function startWithScript(
  script: string,
  args: readonly string[] = [],
  options: CliOptions = {},
): Promise<RunningCli> {
  const words = ['--require', script, BINARY, ...args];
  return startCli(words, { ...options, binary: process.execPath });
}
