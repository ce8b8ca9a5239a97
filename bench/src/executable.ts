import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { progress } from './progress.ts';

const BUILD = fileURLToPath(new URL('../../apps/executable/src/main.ts', import.meta.url));

/** Builds the command line and its Node as one file, and returns where it is; nothing where that is not supported. */
export function buildExecutable(): string | undefined {
  progress('build the executable');
  try {
    const printed = execFileSync(process.execPath, [BUILD], { encoding: 'utf8' });
    return /^(.*) \(\d+ MB\)$/m.exec(printed)?.[1];
  } catch {
    process.stderr.write(`\nThe executable is not measured: ${BUILD} failed.\n`);
    return undefined;
  }
}
