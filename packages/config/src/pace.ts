/** Waits, now and then, until the process has done what else is due. */
export type Pace = () => Promise<void> | undefined;

/** How long a loop may keep the process from answering, in milliseconds. */
const SLICE_MS = 5;

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
