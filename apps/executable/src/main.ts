import { statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { buildExecutable } from './build-executable.ts';
import { writeChecksums } from './checksums.ts';
import { writeLicenses } from './licenses.ts';
import { selectTargets } from './targets.ts';

const { positionals } = parseArgs({ allowPositionals: true });
const targets = selectTargets(positionals);
for (const target of targets) {
  const file = await buildExecutable(target);
  const megabytes = Math.round(statSync(file).size / 1e6);
  process.stdout.write(`${file} (${megabytes} MB)\n`);
}
writeLicenses();
writeChecksums();
