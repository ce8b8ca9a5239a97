import type { AnyCategory } from '../../contract/category.ts';
import type { StandardSchema } from '../../contract/standard-schema.ts';
import type { Fault } from '../../faults/fault.ts';
import { parseDuration } from '../../text/duration.ts';
import type { Control } from '../control.ts';
import { operations } from '../operations/index.ts';
import { runOperation } from '../operations/operation.ts';
import type { Timeline } from './place-fault.ts';
import { placeFault } from './place-fault.ts';
import type { ScenarioStep } from './scenario.ts';

/** What a step does, where that is known. */
export interface ResolvedStep {
  /** The times at which it happens, in milliseconds from the start of the scenario. */
  readonly times: readonly number[];
  /** What it does, for people: `spot.interrupt`. */
  readonly name: string;
  /** What it takes, and the schema of that; absent for a fault, which is checked with its step. */
  readonly takes?: {
    readonly input: unknown;
    readonly schema: StandardSchema;
    /** The field of the input that stands for what is typed; absent: that is all of it. */
    readonly within?: string | undefined;
  };
  run(control: Control, timeline: Timeline): void;
}

/** Finds what a step does; `undefined` if there is no such action or operation. */
export function resolveStep(
  step: ScenarioStep,
  categories: readonly AnyCategory[],
): ResolvedStep | undefined {
  const { do: name = '', with: input = {} } = step;
  const times = timesOf(step);
  if (step.fault !== undefined) return faultStep(step.fault, times);
  const operation = operations.find(({ id, method }) => id === name && method !== 'GET');
  if (operation !== undefined) {
    const { body: within } = operation;
    const whole = within === undefined ? input : { [within]: input };
    return {
      times,
      name,
      takes: { input: whole, schema: operation.input, within },
      run: (control) => void runOperation(operation, control, whole),
    };
  }
  const [category = '', action = '', ...rest] = name.split('.');
  const schema = categories.find(({ id }) => id === category)?.actions?.[action]?.input;
  if (schema === undefined || rest.length > 0) return undefined;
  return {
    times,
    name,
    takes: { input, schema },
    run: (control) => control.act(category, action, input),
  };
}

/** Everything that a step may do, in the order that messages show it. */
export function possibleSteps(categories: readonly AnyCategory[]): readonly string[] {
  const actions = categories.flatMap(({ id, actions = {} }) =>
    Object.keys(actions).map((action) => `${id}.${action}`),
  );
  const others = operations.filter(({ method, id }) => method !== 'GET' && id !== 'run-action');
  return [...actions, ...others.map(({ id }) => id)];
}

/** A fault that does not end by itself strikes once: a scenario goes on. */
function faultStep(fault: Fault, times: readonly number[]): ResolvedStep {
  const ends = [fault.times, fault.until, fault.rate, fault.refuse].some(
    (end) => end !== undefined,
  );
  const added = ends ? fault : { ...fault, times: 1 };
  return {
    times,
    name: 'fault',
    run: (control, timeline) => void control.fault(placeFault(added, timeline)),
  };
}

function timesOf({ at, every, times = 1 }: ScenarioStep): number[] {
  const first = parseDuration(at) ?? 0;
  const period = every === undefined ? 0 : (parseDuration(every) ?? 0);
  return Array.from({ length: times }, (_, count) => first + count * period);
}
