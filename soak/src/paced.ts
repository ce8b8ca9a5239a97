import { pause } from './pause.ts';

/** How often something is begun, and how much of it may be on its way. */
export interface Pace {
  /** How many a second. */
  readonly rate: number;
  readonly atOnce: number;
  readonly signal: AbortSignal;
}

const TICK_MS = 10;

/** Begins something again and again until the signal comes, and waits for the last one. What is late is left out. */
export async function paced(
  { rate, atOnce, signal }: Pace,
  begin: () => Promise<void>,
): Promise<void> {
  const running = new Set<Promise<void>>();
  let due = 0;
  let before = performance.now();
  while (!signal.aborted) {
    const now = performance.now();
    due = Math.min(due + ((now - before) / 1000) * rate, atOnce);
    before = now;
    for (; due >= 1 && running.size < atOnce; due--) {
      const one = begin().finally(() => running.delete(one));
      running.add(one);
    }
    await pause(TICK_MS, signal);
  }
  await Promise.all(running);
}
