import type { Fault } from '../../faults/fault.ts';
import { parseDuration } from '../../text/duration.ts';
import { LATEST } from '../../text/time.ts';

/** How the times of a scenario lie on the clock of the mock. */
export interface Timeline {
  /** When it began, in milliseconds since the Unix epoch. */
  readonly start: number;
  /** How many times faster than its times it is played. */
  readonly speed: number;
}

/** A fault whose durations count from the start of a scenario, as all its times do, not from that of the mock. */
export function placeFault(fault: Fault, { start, speed }: Timeline): Fault {
  const place = (moment: string): string => {
    const duration = parseDuration(moment);
    if (duration === undefined) return moment;
    return new Date(Math.min(start + Math.round(duration / speed), LATEST)).toISOString();
  };
  const { from, until } = fault;
  return { ...fault, ...(from && { from: place(from) }), ...(until && { until: place(until) }) };
}
