import * as z from 'zod/mini';
import type { Fault } from '../../faults/fault.ts';
import { FaultSchema } from '../../faults/fault.ts';
import { parseDuration } from '../../text/duration.ts';
import { anyValue } from '../operations/fields.ts';

const duration = z
  .string()
  .check(
    z.refine((text) => parseDuration(text) !== undefined, 'a duration such as 10s, 2m and PT2M'),
  );

const step = z
  .strictObject({
    at: duration.check(z.describe('when it happens, from the start of the scenario')),
    do: z.optional(
      z
        .string()
        .check(z.describe('the action, such as spot.interrupt, or the operation, such as reset')),
    ),
    fault: z.optional(FaultSchema),
    with: z.optional(anyValue().check(z.describe('what the action or the operation takes'))),
    every: z.optional(duration.check(z.describe('the time from one repetition to the next'))),
    times: z.optional(
      z.int().check(z.minimum(1), z.maximum(10_000), z.describe('how often it happens')),
    ),
  })
  .check(
    z.refine(
      ({ every, times }) => (every === undefined) === (times === undefined),
      'every and times belong together',
    ),
    z.refine((each) => (each.do === undefined) !== (each.fault === undefined), 'needs do or fault'),
  );

/** The schema of a scenario. */
export const ScenarioSchema = z.array(step).check(z.minLength(1), z.maxLength(1000));

/**
 * One step of a scenario.
 *
 * @public
 */
export interface ScenarioStep {
  /** When it happens, as a duration from the start of the scenario: `10s`, `2m`, `PT2M`. */
  readonly at: string;
  /** The action, such as `spot.interrupt`, or the operation of the mock, such as `reset`. */
  readonly do?: string | undefined;
  /** The fault that is added. One without `times` and `until` strikes one request. */
  readonly fault?: Fault | undefined;
  /** What the action or the operation takes. */
  readonly with?: unknown;
  /** The time from one repetition to the next, as a duration. */
  readonly every?: string | undefined;
  /** How often it happens. */
  readonly times?: number | undefined;
}

/**
 * What happens to a mock in time: a list of steps, each at a time from the start of the scenario.
 *
 * @example
 * ```ts
 * const scenario: Scenario = [
 *   { at: '10s', do: 'spot.recommend-rebalance' },
 *   { at: '130s', do: 'spot.interrupt', with: { action: 'stop' } },
 * ];
 * ```
 * @public
 */
export type Scenario = readonly ScenarioStep[];
