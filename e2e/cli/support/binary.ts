import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The script under test: what AEMM_BINARY names, as for `@aemm/testing`, or the one of this repository. */
export const BINARY = realpathSync(
  process.env.AEMM_BINARY ??
    fileURLToPath(new URL('../../../apps/cli/bin/run.js', import.meta.url)),
);
