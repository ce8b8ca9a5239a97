import { expect, test } from 'vitest';
import { limitsFor } from './limits.ts';

const MEBIBYTE = 1024 ** 2;

test.each([
  [64, { maxBytes: MEBIBYTE, maxEntries: 10_000, heapMebibytes: 16 }],
  // The limit of the Helm chart: a file of 10,000 leaves has 40,003 entries.
  [128, { maxBytes: 2 * MEBIBYTE, maxEntries: 41_943, heapMebibytes: 28 }],
  [1024, { maxBytes: 4 * MEBIBYTE, maxEntries: 200_000, heapMebibytes: 256 }],
  [65_536, { maxBytes: 4 * MEBIBYTE, maxEntries: 200_000, heapMebibytes: 256 }],
])('the limits of a config file follow the memory: %d MiB', (mebibytes, limits) => {
  expect(limitsFor(mebibytes * MEBIBYTE)).toMatchObject(limits);
});
