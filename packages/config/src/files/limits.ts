import { totalmem } from 'node:os';
import type { ThreadLimits } from './documents/thread.ts';

const MEBIBYTE = 1024 * 1024;

/** What a config file may take. */
export interface LoadLimits extends ThreadLimits {
  readonly maxBytes: number;
  /** How many entries it may have. */
  readonly maxEntries: number;
}

/** What a mock takes without a large configuration. */
const BASE_BYTES = 72 * MEBIBYTE;

/** What an entry takes in all, parsed and served. */
const BYTES_PER_ENTRY = 1_400;

/** How many copies of a text there are at the same time, as bytes, as text and as values. */
const COPIES = 24;

/** Far more than the allowed number of entries takes on a slow machine. */
const TIMEOUT_MS = 15_000;

/** The limits for this much memory, in bytes. A file must not end a mock that serves another one. */
export function limitsFor(memory: number): LoadLimits {
  const free = memory - BASE_BYTES;
  return {
    // A ConfigMap holds 1 MiB.
    maxBytes: clamp(free / COPIES / MEBIBYTE, 1, 4) * MEBIBYTE,
    maxEntries: clamp(free / BYTES_PER_ENTRY, 10_000, 200_000),
    heapMebibytes: clamp(free / 2 / MEBIBYTE, 16, 256),
    timeoutMs: TIMEOUT_MS,
  };
}

function clamp(value: number, least: number, most: number): number {
  return Math.floor(Math.min(Math.max(value, least), most));
}

/** The memory of the container or, without a limit, of the machine, in bytes. */
export function totalMemory(): number {
  return Math.min(process.constrainedMemory() || Number.POSITIVE_INFINITY, totalmem());
}
