import type { Firing, Timing } from '../contract/trigger.ts';
import { resolveFiring } from '../contract/trigger.ts';
import { AemmError } from '../errors.ts';
import type { TimingName } from './spec.ts';

export const TIMING_NAMES: readonly TimingName[] = ['mock', 'rebalance', 'asg-termination'];

/** When each timing that notices share fires. */
export type SharedTimings = ReadonlyMap<string, Firing>;

/** Resolves the timings that notices share. Throws `AEMM_SETTING_INVALID`. */
export function resolveSharedTimings(
  timings: Readonly<Partial<Record<TimingName, Timing>>>,
  startedAt: number,
): SharedTimings {
  return new Map(
    TIMING_NAMES.map((name) => [
      name,
      resolveFiring(timings[name] ?? {}, startedAt, `timings.${name}`),
    ]),
  );
}

/** When a timing fires by its name. Throws `AEMM_TIMING_UNKNOWN`. */
export function sharedTiming(name: string, timings: SharedTimings): Firing {
  const firing = timings.get(name);
  if (firing !== undefined) return firing;
  const message = `There is no timing "${name}", only ${TIMING_NAMES.join(', ')}.`;
  throw new AemmError('AEMM_TIMING_UNKNOWN', message);
}
