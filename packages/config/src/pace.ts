import type { Steps } from '@aemm/core';

/**
 * Waits, now and then, until the process has done what else is due.
 *
 * @public
 */
export type Pace = () => Promise<void> | undefined;

/** How long a loop may keep the process from answering, in milliseconds. */
const SLICE_MS = 0.5;

/** Creates what a long loop awaits in each turn, so that a reload leaves time to answer requests. */
export function createPace(now: () => number = () => performance.now()): Pace {
  let end = now() + SLICE_MS;
  return () => {
    if (now() < end) return undefined;
    return new Promise((resolve) => {
      setImmediate(() => {
        end = now() + SLICE_MS;
        resolve();
      });
    });
  };
}

/**
 * Takes steps as they come, and pauses now and then so that the process can answer requests.
 *
 * @param pace - when it pauses; twice in a millisecond if absent
 * @throws what the steps throw
 * @public
 */
export async function runPaced<T>(steps: Steps<T>, pace: Pace = createPace()): Promise<T> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    const pause = pace();
    if (pause !== undefined) await pause;
  }
}
