import type { Control, JournalEntry, RequestQuery } from '@aemm/core';
import { explainMiss, readTimeout } from '@aemm/core';

/**
 * How long `waitForRequest` waits.
 *
 * @public
 */
export interface WaitOptions {
  /** Milliseconds of real time, or `Infinity`; 5,000 if absent. */
  readonly timeoutMs?: number;
  /** Ends the wait. */
  readonly signal?: AbortSignal;
}

/** Waits for a request of a mock, and explains what came instead. */
export async function waitForRequest(
  { journal, imds }: Pick<Control, 'journal' | 'imds'>,
  given: string | RequestQuery,
  { timeoutMs = 5000, signal }: WaitOptions = {},
): Promise<JournalEntry> {
  const query = typeof given === 'string' ? { path: given } : given;
  const longest = readTimeout(timeoutMs, 'timeoutMs');
  const timeout = AbortSignal.timeout(longest);
  const either = signal === undefined ? timeout : AbortSignal.any([timeout, signal]);
  // Neither the signals nor the mock keeps the process alive, and without this a script would end before the error.
  const keptAlive = setTimeout(() => {}, longest);
  try {
    return await journal.waitFor(query, { signal: either });
  } catch (error) {
    if (!timeout.aborted) throw error;
    const paths = imds.snapshot.routes.map(({ path }) => path);
    const miss = explainMiss(query, journal.find(), paths);
    throw new Error(`${miss} Waited for ${timeoutMs} ms.`);
  } finally {
    clearTimeout(keptAlive);
  }
}
