import { join } from 'node:path';
import { OUTPUT } from '../../src/folders.ts';
import { TARGETS } from '../../src/targets.ts';

/** Its Node is the one that the workspace installs there, so no test needs a network. */
const [LINUX] = TARGETS;

/** The executable under test, on the platform that it is built for without a download. */
export const EXECUTABLE =
  process.platform === LINUX?.platform && process.arch === LINUX.arch
    ? join(OUTPUT, LINUX.file)
    : undefined;

export const SKIPPED = 'The executable is not tested: this is not Linux on x64.';
