import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const RUNS = 21;
const binary = fileURLToPath(new URL('../../apps/cli/bin/run.js', import.meta.url));

function measure(): number {
  const start = performance.now();
  execFileSync(process.execPath, [binary, '--version']);
  return performance.now() - start;
}

const times = Array.from({ length: RUNS }, measure).sort((a, b) => a - b);
process.stdout.write(`--version, median of ${RUNS}: ${times[RUNS >> 1]?.toFixed(1)} ms\n`);
