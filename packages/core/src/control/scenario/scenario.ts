import * as z from 'zod/mini';
import type { Fault } from '../../faults/fault.ts';
import { FaultSchema } from '../../faults/fault.ts';
import { parseDuration } from '../../text/duration.ts';
import { anyValue } from '../operations/fields.ts';

/** A mock keeps every change until it is reset, and refuses more. */
const MOST_STEPS = 10_000;

const DURATION = 'a duration such as 10s, 2m and PT2M';
const DO = 'an action such as spot.interrupt, or an operation such as reset';
const TIMES = `a whole number from 1 to ${MOST_STEPS}`;
const TOO_MANY = `so few repetitions that all steps make ${MOST_STEPS} at most`;

/** What is later than a thousand years, no clock may ever reach. */
const LATEST = '365000d';
const TOO_LATE = `a time up to ${LATEST} from the start of the scenario, repetitions included`;

const OVER = 'a duration from the start of the scenario to after the step, repetitions included';

const duration = z
  .string(DURATION)
  .check(z.refine((text) => parseDuration(text) !== undefined, DURATION));

const step = z
  .strictObject(
    {
      at: duration.check(z.describe('when it happens, from the start of the scenario')),
      do: z.optional(
        z
          .string(DO)
          .check(z.describe('the action, such as spot.interrupt, or the operation, such as reset')),
      ),
      fault: z.optional(FaultSchema),
      with: z.optional(anyValue().check(z.describe('what the action or the operation takes'))),
      every: z.optional(duration.check(z.describe('the time from one repetition to the next'))),
      times: z.optional(
        z
          .int(TIMES)
          .check(
            z.minimum(1, TIMES),
            z.maximum(MOST_STEPS, TIMES),
            z.describe('how often it happens'),
          ),
      ),
    },
    { error: describeUnknown },
  )
  .check(
    z.superRefine(({ at, do: name, fault, with: input, every, times }, context) => {
      const add = (message: string, path: string[] = []) =>
        context.addIssue({ code: 'custom', path, message });
      const late = lateField(at, every, times);
      if (late !== undefined) add(TOO_LATE, [late]);
      if (fault !== undefined && isOver(fault, lastOf(at, every, times))) {
        add(OVER, ['fault', 'until']);
      }
      if ((every === undefined) !== (times === undefined)) add('every and times belong together');
      if ((name === undefined) === (fault === undefined)) add('a step needs either do or fault');
      else if (fault !== undefined && input !== undefined) add('with goes with do, not with fault');
    }),
  );

/** The field that makes a step happen too late; `undefined` if it does not. */
function lateField(at: string, every?: string, times?: number): 'at' | 'every' | undefined {
  const [first = 0, latest = 0] = [at, LATEST].map(parseDuration);
  if (first > latest) return 'at';
  return lastOf(at, every, times) > latest ? 'every' : undefined;
}

/** When a step happens for the last time, in milliseconds from the start of the scenario. */
function lastOf(at: string, every = '0s', times = 1): number {
  const [first = 0, period = 0] = [at, every].map(parseDuration);
  return first + period * (times - 1);
}

/** Whether a fault ends, counted from the start of the scenario, before its step has happened for the last time. */
function isOver({ until = '' }: Fault, last: number): boolean {
  const end = parseDuration(until);
  return end !== undefined && end <= last;
}

interface RawIssue {
  readonly code?: string;
  readonly keys?: readonly string[];
}

function describeUnknown({ code, keys = [] }: RawIssue): string | undefined {
  if (code !== 'unrecognized_keys') return 'a step as an object';
  const names = keys.map((key) => JSON.stringify(key)).join(', ');
  return `a step has no ${names}; it has ${Object.keys(step.shape).join(', ')}`;
}

const LENGTH = 'a list of 1 to 1000 steps';

/**
 * The schema of a {@link Scenario}, whatever the actions that a mock has.
 *
 * @public
 */
export const ScenarioSchema: z.ZodMiniType<Scenario> = z.array(step, LENGTH).check(
  z.minLength(1, LENGTH),
  z.maxLength(1000, LENGTH),
  z.superRefine((steps, context) => {
    let total = 0;
    const index = steps.findIndex(({ times = 1 }) => {
      total += times;
      return total > MOST_STEPS;
    });
    if (index < 0) return;
    context.addIssue({ code: 'custom', path: [index, 'times'], message: TOO_MANY });
  }),
);

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
  /**
   * The fault that is added. One without `times` and `until` strikes one request. Its durations count from the start of the
   * scenario.
   */
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

/**
 * A scenario that a mock plays from its start on.
 *
 * @public
 */
export interface ConfiguredScenario {
  /** What it is called where it is listed. */
  readonly name: string;
  /** Its steps. */
  readonly steps: Scenario;
}
