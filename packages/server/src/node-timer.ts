import type { Timer } from '@aemm/core';

/** The longest that a timer of Node waits. */
const LONGEST_MS = 2 ** 31 - 1;

/** Node's timer, which does not keep the process alive. It fires early where it cannot wait so long. */
export const nodeTimer: Timer = (ms, run) => {
  const timer = setTimeout(run, Math.min(Math.max(ms, 0), LONGEST_MS)).unref();
  return () => clearTimeout(timer);
};
