import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { progress } from '../progress.ts';
import type { Result } from '../results.ts';
import { summarize } from '../results.ts';

const MOCKS = 500;
const ROUNDS = 3;
const MEBIBYTE = 2 ** 20;

/** What it takes to start many mocks in one process, as the tests of a project do. */
export async function measureInProcess(): Promise<Result[]> {
  const rounds = Array.from({ length: ROUNDS }, (_, index) => {
    progress(`in process ${index + 1} of ${ROUNDS}`);
    return runOnce();
  });
  const facts = { section: 'in process', of: '@aemm/mock' };
  const what = `${MOCKS} mocks in one process`;
  return [
    summarize(
      { ...facts, what: `${what}: started`, unit: 'ms', goal: { atMost: 2000 } },
      rounds.map(({ ms }) => ms),
    ),
    summarize(
      { ...facts, what: `${what}: heap while open`, unit: 'MiB' },
      rounds.map(({ open }) => open / MEBIBYTE),
    ),
    summarize(
      { ...facts, what: `${what}: heap left once closed`, unit: 'MiB', goal: { atMost: 10 } },
      rounds.map(({ closed }) => closed / MEBIBYTE),
    ),
  ];
}

/** Milliseconds, and bytes of heap beyond those of before. */
interface Round {
  readonly ms: number;
  readonly open: number;
  readonly closed: number;
}

function runOnce(): Round {
  const script = fileURLToPath(new URL('../many-mocks.ts', import.meta.url));
  const args = ['--expose-gc', script, String(MOCKS)];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8', timeout: 60_000 }));
}
