import * as z from 'zod/mini';
import { formatTime, parseTime } from '../text/time.ts';
import type { Setting } from './setting.ts';

/**
 * The options of a setting of any kind.
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
  /** {@inheritDoc Setting.global} */
  readonly global?: true;
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
  facts: SettingFacts<NoInfer<Choice>>,
): Setting<Choice> {
  return { ...facts, type: 'string', allowed: choices.join(','), choices, schema: z.enum(choices) };
}

/**
 * A setting that is a whole number. Text is read as Go reads it: a sign, `0x`, `0o` or `0`, `0b`, `_` between digits.
 *
 * @public
 */
export function integerSetting(facts: SettingFacts<number>): Setting<number> {
  const schema = z.pipe(scalar, z.transform(readInteger));
  return { ...facts, type: 'integer', allowed: 'a whole number', schema: z.pipe(schema, z.int()) };
}

/**
 * A setting that is a TCP port; 0 stands for any that is free.
 *
 * @public
 */
export function portSetting(facts: SettingFacts<number>): Setting<number> {
  return {
    ...facts,
    type: 'integer',
    allowed: 'a port number from 0 to 65535',
    schema: z.pipe(
      z.pipe(scalar, z.transform(readInteger)),
      z.int().check(z.minimum(0), z.maximum(65_535)),
    ),
  };
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
 * A setting that is a moment, in RFC 3339; an empty text means no time. Its value is in UTC, to the second.
 *
 * @public
 */
export function timeSetting(facts: Omit<SettingFacts<string>, 'default'>): Setting<string> {
  const schema = z.pipe(scalar, z.transform(readTime));
  const allowed = 'time in RFC3339 format, e.g. 2020-01-07T01:03:47Z';
  return { ...facts, default: '', type: 'string', allowed, schema: z.pipe(schema, z.string()) };
}

const INTEGER =
  /^([+-]?)(?:(0[xX](?:_?[\da-fA-F])+|0[bB](?:_?[01])+)|0[oO]?((?:_?[0-7])+)|(0|[1-9](?:_?\d)*))$/;

/** As `strconv.ParseInt` does with base 0. */
function readInteger(raw: string | number | boolean): unknown {
  const match = typeof raw === 'string' ? INTEGER.exec(raw) : null;
  if (match === null) return raw;
  const [, sign, prefixed, octal, decimal] = match;
  const digits = prefixed ?? (octal === undefined ? decimal : `0o${octal}`);
  const size = Number(digits?.replaceAll('_', ''));
  return sign === '-' ? 0 - size : size;
}

/** The texts that `strconv.ParseBool` takes. */
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
