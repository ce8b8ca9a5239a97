import type { AnyCategory } from '../../contract/category.ts';
import { parseInput } from '../../contract/parse-input.ts';
import type { StandardSchema } from '../../contract/standard-schema.ts';
import { AemmError } from '../../errors.ts';
import type { Fault } from '../../faults/fault.ts';
import { parseDuration } from '../../text/duration.ts';
import type { Control } from '../control.ts';
import type { Operation } from '../operations/operation.ts';
import { runOperation } from '../operations/operation.ts';
import type { ScenarioStep } from './scenario.ts';

/** A step that is known to be possible. */
export interface ResolvedStep {
  /** The times at which it happens, in milliseconds from the start of the scenario. */
  readonly times: readonly number[];
  /** What it does, for people: `spot.interrupt`. */
  readonly name: string;
  run(control: Control): void;
}

/**
 * Checks a step, and finds what it does. Throws `AEMM_SCENARIO_INVALID`, whose key is the place of the mistake: `2.with`.
 */
export function resolveStep(
  step: ScenarioStep,
  index: number,
  categories: readonly AnyCategory[],
  operations: readonly Operation[],
): ResolvedStep {
  const { do: name = '', with: input } = step;
  const times = timesOf(step);
  if (step.fault !== undefined) return faultStep(step.fault, times);
  const operation = operations.find(({ id, method }) => id === name && method !== 'GET');
  if (operation !== undefined) {
    const whole = operation.body === undefined ? (input ?? {}) : { [operation.body]: input ?? {} };
    check(operation.input, whole, index, name);
    return { times, name, run: (control) => void runOperation(operation, control, whole) };
  }
  const [category = '', action = ''] = name.split('.');
  const schema = categories.find(({ id }) => id === category)?.actions?.[action]?.input;
  if (schema === undefined) throw unknownStep(name, index, categories, operations);
  check(schema, input ?? {}, index, name);
  return { times, name, run: (control) => control.act(category, action, input) };
}

/** A fault that does not end by itself strikes once: a scenario goes on. */
function faultStep(fault: Fault, times: readonly number[]): ResolvedStep {
  const ends = [fault.times, fault.until, fault.rate, fault.refuse].some(
    (end) => end !== undefined,
  );
  const added = ends ? fault : { ...fault, times: 1 };
  return { times, name: 'fault', run: (control) => void control.fault(added) };
}

function timesOf({ at, every, times = 1 }: ScenarioStep): number[] {
  const first = parseDuration(at) ?? 0;
  const period = every === undefined ? 0 : (parseDuration(every) ?? 0);
  return Array.from({ length: times }, (_, count) => first + count * period);
}

function check(schema: StandardSchema, input: unknown, index: number, name: string): void {
  try {
    parseInput(schema, input, name);
  } catch (error) {
    if (!(error instanceof AemmError)) throw error;
    const key = ['with', error.key].filter((part) => part !== undefined).join('.');
    throw invalidStep(index, key, error.message);
  }
}

function unknownStep(
  name: string,
  index: number,
  categories: readonly AnyCategory[],
  operations: readonly Operation[],
): AemmError {
  const actions = categories.flatMap(({ id, actions = {} }) =>
    Object.keys(actions).map((action) => `${id}.${action}`),
  );
  const others = operations.filter(({ method, id }) => method !== 'GET' && id !== 'run-action');
  const allowed = [...actions, ...others.map(({ id }) => id)].join(', ');
  return invalidStep(index, 'do', `"${name}" is unknown. Allowed: ${allowed}.`);
}

function invalidStep(index: number, key: string, message: string): AemmError {
  return new AemmError('AEMM_SCENARIO_INVALID', `Step ${index + 1} of the scenario: ${message}`, {
    key: `${index}.${key}`,
  });
}
