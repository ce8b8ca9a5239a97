import type { StandardIssue, StandardSchema } from './standard-schema.ts';
import { validate } from './validate.ts';

/**
 * One configurable thing, declared once: it feeds flag, environment name, config key, JSON Schema, help, docs and
 * default.
 *
 * @public
 */
export interface Setting<Value = unknown> {
  /**
   * Validates a raw value from a file, the environment or the command line, and converts it for the category's code. It
   * need not accept its own output: a saved configuration keeps the raw value.
   */
  readonly schema: StandardSchema<unknown, Value>;
  /** The default, raw as a user would write it. The schema validates and converts it. */
  readonly default: unknown;
  /** One sentence for help and docs. */
  readonly description: string;
  /** How it is typed on a command line. */
  readonly type: 'string' | 'integer' | 'boolean';
  /** What is allowed, in the words of an error message: `terminate,hibernate,stop`. */
  readonly allowed: string;
  /** The only values there are, when they can be counted. */
  readonly choices?: readonly string[];
  /** The one-letter form of its flag. */
  readonly char?: string;
  /** `false`: no flag, for what has no place on a command line. */
  readonly flag?: false;
  /** `true`: never printed, logged or saved. */
  readonly secret?: true;
  /** `true`: it stands at the top of a configuration file, and every command has its flag. */
  readonly global?: true;
}

/**
 * Settings by name.
 *
 * @public
 */
export type Settings = Readonly<Record<string, Setting>>;

/**
 * The values that settings resolve to, converted.
 *
 * @public
 */
export type SettingValues<S extends Settings> = {
  readonly [Name in keyof S]: S[Name] extends Setting<infer Value> ? Value : never;
};

/**
 * Validates a raw value of a setting.
 *
 * @throws AemmError `AEMM_SETTING_ASYNC` if its schema answers with a promise
 * @public
 */
export function parseSetting<Value>(
  { schema }: Pick<Setting<Value>, 'schema'>,
  raw: unknown,
): ParsedSetting<Value> {
  const result = validate(schema, raw, 'a setting');
  return result.issues === undefined
    ? { ok: true, value: result.value }
    : {
        ok: false,
        reasons: result.issues.map((issue) => issue.message),
        issues: result.issues,
      };
}

/**
 * A validated value of a setting, or the reasons why it was refused.
 *
 * @public
 */
export type ParsedSetting<Value> =
  | { readonly ok: true; readonly value: Value }
  | {
      readonly ok: false;
      readonly reasons: readonly string[];
      /** The reasons with their places in the value. */
      readonly issues: readonly StandardIssue[];
    };
