import type * as z from 'zod/mini';
import type { Change } from '../../changes/change.ts';
import type { Steps } from '../../compile/steps.ts';
import type { Value } from '../../contract/content.ts';
import { parseInput } from '../../contract/parse-input.ts';
import type { Control } from '../control.ts';

/**
 * Something that can be done to a running mock, or asked of it. It is declared once: the paths of the control plane, its
 * OpenAPI document and the commands of `ctl` follow from it.
 *
 * @public
 */
export interface Operation {
  /** Its name, unique: `set-path`. */
  readonly id: string;
  /** One sentence for help and docs. */
  readonly summary: string;
  /** The method of its path. */
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Its path in the control plane: `/v1/actions/{category}/{action}`. A parameter with a star takes the rest of it. */
  readonly path: string;
  /**
   * Everything that it takes, as one object: parameters of the path by their names, the query of a GET or DELETE, and the
   * fields of the body.
   */
  readonly input: z.ZodMiniObject;
  /** The field of the input that is the whole body, where that is not an object of fields. */
  readonly body?: string;
  /** What it answers; absent: nothing. */
  readonly output?: z.ZodMiniType;
  /** How it is typed as a command; empty: it has one of its own for each case. */
  readonly commands: readonly OperationCommand[];
  /** The change that it makes of a mock, if it is one. The input is validated. */
  change?(control: Control, input: never): Change;
  /** Does it. The input is validated. */
  run(control: Control, input: never): Value | undefined;
}

/**
 * How an operation is typed as a command of `ctl`.
 *
 * @public
 */
export interface OperationCommand {
  /** The words: `clock advance`. */
  readonly words: string;
  /** One sentence for help; that of the operation if absent. */
  readonly summary?: string;
  /** The fields of the input that are typed as arguments, in order. */
  readonly args?: readonly string[];
  /** The fields of the input that are flags; absent: all that are not arguments. */
  readonly only?: readonly string[];
  /** The fields of the input that it sets itself. */
  readonly fixed?: Readonly<Record<string, Value>>;
  /** The key of a configuration file for what its argument holds: such a file may be named as the argument. */
  readonly fileKey?: string;
}

/** Declares an operation. */
export function defineOperation<Input extends z.ZodMiniObject>(
  definition: Omit<Operation, 'input' | 'run'> & {
    readonly input: Input;
    readonly run: (control: Control, input: z.output<Input>) => Value | undefined;
  },
): Operation {
  return definition as unknown as Operation;
}

/** Declares an operation that makes a change, and answers nothing. */
export function defineChange<Input extends z.ZodMiniObject>(
  definition: Omit<Operation, 'input' | 'run' | 'change'> & {
    readonly input: Input;
    readonly change: (control: Control, input: z.output<Input>) => Change;
  },
): Operation {
  return defineOperation({
    ...definition,
    run(control, input) {
      control.apply(definition.change(control, input));
      return undefined;
    },
  }) as Operation;
}

/**
 * Validates the input of an operation and does it.
 *
 * @returns what it answers; `undefined`: nothing
 * @throws AemmError `AEMM_INPUT_INVALID`, and as the operation does
 * @public
 */
export function runOperation(
  operation: Operation,
  control: Control,
  input: unknown,
): Value | undefined {
  return operation.run(control, parseInput(operation.input, input, operation.id) as never);
}

/**
 * As {@link runOperation}, with pauses in which requests can be answered. It takes effect in one piece, at its end.
 *
 * @throws AemmError from its steps, as {@link runOperation} does
 * @public
 */
export function* runOperationInSteps(
  operation: Operation,
  control: Control,
  input: unknown,
): Steps<Value | undefined> {
  const parsed = parseInput(operation.input, input, operation.id) as never;
  const change = operation.change?.(control, parsed);
  if (change === undefined) return operation.run(control, parsed);
  yield* control.imds.prepareChange(change);
  control.apply(change);
  return undefined;
}
