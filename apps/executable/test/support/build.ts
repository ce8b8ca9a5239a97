import { buildExecutable } from '../../src/build-executable.ts';
import { requireNative } from '../../src/targets.ts';
import { EXECUTABLE, SKIPPED } from './executable.ts';

/** Builds the executable of this machine once, for all tests. */
export async function setup(): Promise<void> {
  if (EXECUTABLE !== undefined) await buildExecutable(requireNative());
  else process.stderr.write(`${SKIPPED}\n`);
}
