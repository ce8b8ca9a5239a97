import * as z from 'zod/mini';
import { AemmError } from './errors.ts';
import type { StandardSchema } from './standard-schema.ts';
import { formatTime, parseTime } from './time.ts';

/**
 * One configurable thing, declared once: it feeds flag, environment name, config key, JSON Schema, help, docs and
 * default.
 *
 * @public
 */
export interface Setting<Value = unknown> {
  /** Admits a raw value, from a file, the environment or the command line, and converts it. */
  readonly schema: StandardSchema<unknown, Value>;
  /** The value when nobody gives one. */
  readonly default: Value;
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
}

/**
 * Settings by name.
 *
 * @public
 */
export type Settings = Readonly<Record<string, Setting>>;

/**
 * The values that settings resolve to.
 *
 * @public
 */
export type SettingValues<S extends Settings> = {
  readonly [Name in keyof S]: S[Name] extends Setting<infer Value> ? Value : never;
};

/**
 * What a setting needs to be told beside its kind.
 *
 * @public
 */
export interface SettingFacts<Value> {
  /** {@inheritDoc Setting.description} */
  readonly description: string;
  /** {@inheritDoc Setting.default} */
  readonly default: Value;
  /** {@inheritDoc Setting.char} */
  readonly char?: string;
  /** {@inheritDoc Setting.flag} */
  readonly flag?: false;
  /** {@inheritDoc Setting.secret} */
  readonly secret?: true;
}

const scalar = z.union([z.string(), z.number(), z.boolean()]);

/**
 * A setting that is any text. Numbers and booleans are converted, as AEMM does (`"port": 21340`).
 *
 * @public
 */
export function textSetting(facts: SettingFacts<string>): Setting<string> {
  return { ...facts, type: 'string', allowed: 'text', schema: z.pipe(scalar, z.transform(String)) };
}

/**
 * A setting that is one of a few words.
 *
 * @public
 */
export function choiceSetting<const Choice extends string>(
  choices: readonly Choice[],
  facts: SettingFacts<Choice>,
): Setting<Choice> {
  return { ...facts, type: 'string', allowed: choices.join(','), choices, schema: z.enum(choices) };
}

/**
 * A setting that is a whole number. Text is read as Go reads it: decimal, `0x`, `0o`, `0b`, a sign.
 *
 * @public
 */
export function integerSetting(facts: SettingFacts<number>): Setting<number> {
  const schema = z.pipe(scalar, z.transform(readInteger));
  return { ...facts, type: 'integer', allowed: 'a whole number', schema: z.pipe(schema, z.int()) };
}

/**
 * A setting that is on or off. Text is read as Go reads it: `1 t T true TRUE True` and their opposites.
 *
 * @public
 */
export function booleanSetting(facts: SettingFacts<boolean>): Setting<boolean> {
  const schema = z.pipe(scalar, z.transform(readBoolean));
  return { ...facts, type: 'boolean', allowed: 'true,false', schema: z.pipe(schema, z.boolean()) };
}

/**
 * A setting that is a moment, in RFC 3339; the empty text is no moment. Its value is in UTC, to the second.
 *
 * @public
 */
export function timeSetting(facts: Omit<SettingFacts<string>, 'default'>): Setting<string> {
  const schema = z.pipe(scalar, z.transform(readTime));
  const allowed = 'time in RFC3339 format, e.g. 2020-01-07T01:03:47Z';
  return { ...facts, default: '', type: 'string', allowed, schema: z.pipe(schema, z.string()) };
}

/**
 * Admits a raw value to a setting.
 *
 * @throws AemmError `AEMM_SETTING_ASYNC` if its schema answers with a promise
 * @public
 */
export function parseSetting<Value>(setting: Setting<Value>, raw: unknown): ParsedSetting<Value> {
  const result = setting.schema['~standard'].validate(raw);
  if (result instanceof Promise) {
    throw new AemmError(
      'AEMM_SETTING_ASYNC',
      'The schema of a setting must validate synchronously.',
    );
  }
  return result.issues === undefined
    ? { ok: true, value: result.value }
    : { ok: false, reasons: result.issues.map((issue) => issue.message) };
}

/**
 * A value that a setting admitted, or why it did not.
 *
 * @public
 */
export type ParsedSetting<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly reasons: readonly string[] };

function readInteger(raw: string | number | boolean): unknown {
  if (typeof raw !== 'string') return raw;
  const match = /^([+-]?)(0[xX][\da-fA-F]+|0[oO][0-7]+|0[bB][01]+|\d+)$/.exec(raw.trim());
  return match === null ? raw : Number(match[2]) * (match[1] === '-' ? -1 : 1);
}

const TRUE = new Set(['1', 't', 'T', 'true', 'TRUE', 'True']);
const FALSE = new Set(['0', 'f', 'F', 'false', 'FALSE', 'False']);

function readBoolean(raw: string | number | boolean): unknown {
  const text = String(raw);
  return TRUE.has(text) || (FALSE.has(text) ? false : raw);
}

function readTime(raw: string | number | boolean): unknown {
  if (raw === '') return raw;
  const time = parseTime(String(raw));
  return time === undefined ? undefined : formatTime(time);
}
