import type { Steps } from '@aemm/core';

/** How long an operation may keep the process from answering, in milliseconds. */
const TURN_MS = 0.25;

/** Takes the steps of an operation in turns with requests. Rejects with what the steps throw. */
export async function inTurns<T>(steps: Steps<T>): Promise<T> {
  let end = performance.now() + TURN_MS;
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (performance.now() < end) continue;
    await new Promise(setImmediate);
    end = performance.now() + TURN_MS;
  }
}
