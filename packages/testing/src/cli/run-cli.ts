import { spawnCli, within } from './child.ts';
import type { CliOptions, CliResult } from './options.ts';
import { timeoutOf } from './options.ts';

/**
 * Runs the command line program until it ends by itself.
 *
 * @example
 * ```ts
 * const { exitCode, stdout } = await runCli(['--version']);
 * ```
 * @throws Error if it is still running after `timeoutMs`; it is ended then
 * @public
 */
export async function runCli(
  args: readonly string[],
  options: CliOptions = {},
): Promise<CliResult> {
  const timeoutMs = timeoutOf(options);
  const child = spawnCli(args, options);
  return within(timeoutMs, child, 'end', child.exited);
}
