import type { Instance } from '../instance/instance.ts';
import type { Value } from './content.ts';
import type { Settings, SettingValues } from './setting.ts';
import type { StandardSchema } from './standard-schema.ts';

/**
 * Something that can happen to a category while a mock runs. It is declared once: methods of a test, paths of the control
 * plane, commands and scenario steps follow from it.
 *
 * @public
 */
export interface ActionDefinition<
  State = unknown,
  Input extends StandardSchema = StandardSchema,
  S extends Settings = Settings,
> {
  /** One sentence for help and docs. */
  readonly description: string;
  /**
   * Validates the input and converts it: the schema of an object, which must be able to describe itself as JSON Schema, as
   * those of Zod 4, ArkType and others do.
   *
   * @see https://standardschema.dev/json-schema
   */
  readonly input: Input;
  /**
   * What follows from it. A pure function: it runs again when the configuration is loaded again.
   *
   * @throws Error with a message for people if the action cannot be done, which changes nothing
   */
  readonly run: (
    input: InferOutput<Input>,
    context: ActionContext<State, S>,
  ) => ActionResult<State>;
}

/**
 * What the code of an action is given.
 *
 * @public
 */
export interface ActionContext<State = unknown, S extends Settings = Settings> {
  /** The state of the category before. */
  readonly state: State;
  /** When the action was asked for, in milliseconds since the Unix epoch. */
  readonly at: number;
  /** When the mock started, in milliseconds since the Unix epoch. */
  readonly startedAt: number;
  /** The category's own settings, validated. */
  readonly settings: SettingValues<S>;
  /** The simulated instance, complete. */
  readonly instance: Instance;
  /** The id of the profile: `aemm`. */
  readonly profile: string;
  /** The value that a leaf of the category's section resolves to. */
  value(key: string): Value | undefined;
  /**
   * When the trigger of a notice of the category's section fires, in milliseconds since the Unix epoch; `Infinity`: never.
   */
  triggersAt(key: string): number;
}

/**
 * What follows from an action. What is left out stays as it was.
 *
 * @public
 */
export interface ActionResult<State = unknown> {
  /** The next state of the category, which its leaves and notices read. */
  readonly state?: State;
  /** A JSON Merge Patch (RFC 7396) over the description of the instance. */
  readonly instance?: Value;
}

/**
 * The inputs of a category's actions, by the name of the action.
 *
 * @public
 */
export type ActionInputs = Readonly<Record<string, StandardSchema>>;

/**
 * What a schema accepts.
 *
 * @public
 */
export type InferInput<Schema extends StandardSchema> = NonNullable<
  Schema['~standard']['types']
>['input'];

/**
 * What a schema makes of what it accepts.
 *
 * @public
 */
export type InferOutput<Schema extends StandardSchema> = NonNullable<
  Schema['~standard']['types']
>['output'];
