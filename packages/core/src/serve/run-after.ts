import type { Clock } from '../ambient.ts';

/**
 * How long something waits.
 *
 * @public
 */
export interface Wait {
  /** So many milliseconds. */
  readonly ms: number;
  /** From then on, in milliseconds since the Unix epoch. */
  readonly since: number;
}

/**
 * Calls back once a wait is over by a clock. If the clock is set back meanwhile, it waits no longer than as much again.
 *
 * @returns what cancels it; `undefined`: the clock cannot call back
 * @public
 */
export function runAfter(
  { ms, since }: Wait,
  clock: Clock,
  run: () => void,
): (() => void) | undefined {
  let until = since + ms;
  const finish = (): void => {
    cancel();
    run();
  };
  let cancelCall = clock.at?.(until, finish);
  if (cancelCall === undefined) return undefined;
  const unsubscribe = clock.onSetBack?.(() => {
    cancelCall?.();
    until = Math.min(until, clock.now() + ms);
    cancelCall = clock.at?.(until, finish);
  });
  const cancel = (): void => {
    cancelCall?.();
    unsubscribe?.();
  };
  return cancel;
}
