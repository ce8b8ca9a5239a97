import type { Timer } from '@aemm/core';
import { readTimeout } from '@aemm/core';

/** Node's timer, which does not keep the process alive. It fires early where it cannot wait so long. */
export const nodeTimer: Timer = (ms, run) => {
  const timer = setTimeout(run, readTimeout(Math.max(ms, 0), 'a timer')).unref();
  return () => clearTimeout(timer);
};
