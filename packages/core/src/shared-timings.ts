import { AemmError } from './errors.ts';
import type { TimingName } from './spec.ts';
import type { Timing } from './trigger.ts';
import { resolveTiming } from './trigger.ts';

const NAMES: readonly TimingName[] = ['mock', 'rebalance', 'asg-termination'];

/** When each timing that notices share fires, in milliseconds since the Unix epoch. */
export type SharedTimings = ReadonlyMap<string, number>;

/** Resolves the timings that notices share. Throws `AEMM_SETTING_INVALID`. */
export function resolveSharedTimings(
  timings: Readonly<Partial<Record<TimingName, Timing>>>,
  startedAt: number,
): SharedTimings {
  return new Map(
    NAMES.map((name) => [name, resolveTiming(timings[name] ?? {}, startedAt, `timings.${name}`)]),
  );
}

/** When a timing fires by its name. Throws `AEMM_TIMING_UNKNOWN`. */
export function sharedTiming(name: string, timings: SharedTimings): number {
  const firesAt = timings.get(name);
  if (firesAt !== undefined) return firesAt;
  const message = `There is no timing "${name}", only ${NAMES.join(', ')}.`;
  throw new AemmError('AEMM_TIMING_UNKNOWN', message);
}
