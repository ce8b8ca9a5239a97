import type { Bench } from './bench.ts';
import type { Result } from './results.ts';

/** What measures one side of the programs. */
export type Suite = (bench: Bench) => Promise<readonly Result[]>;

/**
 * Runs suites one after the other. One that fails is reported, sets the exit status 1, and the next one runs.
 *
 * @param save - receives all results so far after each suite
 */
export async function measureAll(
  suites: readonly Suite[],
  bench: Bench,
  save: (results: readonly Result[]) => void,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (const suite of suites) {
    try {
      results.push(...(await suite(bench)));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      process.stderr.write(`\n${suite.name} failed: ${reason}\n`);
      process.exitCode = 1;
    }
    save(results);
  }
  return results;
}
