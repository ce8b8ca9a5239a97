import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OUTPUT } from './folders.ts';
import { TARGETS } from './targets.ts';

/** Lists the executables that were built, as `sha256sum --check` reads it. */
export function writeChecksums(): void {
  const built = TARGETS.map(({ file }) => file).filter((file) => existsSync(join(OUTPUT, file)));
  const lines = built.map((file) => `${sha256(join(OUTPUT, file))}  ${file}\n`);
  writeFileSync(join(OUTPUT, 'SHA256SUMS'), lines.join(''));
}

function sha256(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}
