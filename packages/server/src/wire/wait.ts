import type { Clock } from '@aemm/core';
import { nodeTimer } from '../node-timer.ts';

/** Calls back once a clock has reached a time; by real time if the clock cannot. Returns what cancels it. */
export function waitUntil(clock: Clock, time: number, run: () => void): () => void {
  return clock.at?.(time, run) ?? nodeTimer(time - clock.now(), run);
}
