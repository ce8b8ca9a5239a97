import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');

/** Bytes that may be added between two measurements by what is compiled and cached. */
const ALLOWED = 16 * 2 ** 20;

/** The bytes in use after a collection of garbage. */
export function usedMemory(): number {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** The violation of the rule that memory does not grow with the number of cases. */
export function describeGrowth(before: number, after: number): readonly string[] {
  const grown = after - before;
  return grown <= ALLOWED ? [] : [`memory grew by ${Math.round(grown / 2 ** 20)} MiB`];
}
