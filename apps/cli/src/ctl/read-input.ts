import { parseArgs } from 'node:util';
import type { JsonSchema, Value } from '@aemm/core';
import { readText } from '@aemm/core';
import type { CtlCommand } from './ctl-command.ts';
import { flagOf } from './ctl-command.ts';

/** A command line that is not allowed: the user's mistake. */
export class CtlUsageError extends Error {
  override readonly name = 'CtlUsageError';
}

/** What is typed behind the words of a command, as the input of its operation. Throws {@link CtlUsageError}. */
export function readInput(
  command: CtlCommand,
  argv: readonly string[],
): Readonly<Record<string, Value>> {
  const { values, positionals } = parse(command, argv);
  const typed: Record<string, Value> = {};
  for (const field of command.flags) {
    const value = values[flagOf(field)];
    if (value !== undefined) typed[field] = readFlag(value, schemaOf(command, field));
  }
  for (const [index, field] of command.args.entries()) {
    const text = positionals[index];
    if (text !== undefined) typed[field] = readText(text, schemaOf(command, field));
  }
  checkMissing(command, typed, positionals);
  const { within, fixed } = command;
  return within === undefined ? { ...fixed, ...typed } : { ...fixed, [within]: typed };
}

function parse(command: CtlCommand, argv: readonly string[]) {
  const options = Object.fromEntries(
    command.flags.map((field) => [
      flagOf(field),
      { type: isSwitch(schemaOf(command, field)) ? ('boolean' as const) : ('string' as const) },
    ]),
  );
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true, strict: true });
  } catch (error) {
    const flags = Object.keys(options).map((name) => `--${name}`);
    const allowed = flags.length === 0 ? 'It has no flags.' : `Flags: ${flags.join(', ')}.`;
    const [reason] = (error as Error).message.split('. To specify');
    throw new CtlUsageError(`${reason?.replace(/\.$/, '')}. ${allowed}`);
  }
}

function schemaOf({ fields }: CtlCommand, field: string): JsonSchema {
  return (fields[field] ?? {}) as JsonSchema;
}

function isSwitch({ type, const: fixed }: JsonSchema): boolean {
  return type === 'boolean' || fixed === true;
}

function readFlag(value: string | boolean, schema: JsonSchema): Value {
  return typeof value === 'string' ? readText(value, schema) : value;
}

function checkMissing(
  { words, args, required, fixed }: CtlCommand,
  typed: Readonly<Record<string, Value>>,
  positionals: readonly string[],
): void {
  const extra = positionals[args.length];
  if (extra !== undefined) {
    throw new CtlUsageError(`"${extra}" is one argument too many for ${words.join(' ')}.`);
  }
  const needed = new Set([...args, ...required]);
  const missing = [...needed].filter((name) => !(name in typed) && !(name in fixed));
  if (missing.length === 0) return;
  const names = missing.map((name) =>
    args.includes(name) ? name.toUpperCase() : `--${flagOf(name)}`,
  );
  throw new CtlUsageError(`${words.join(' ')} needs ${names.join(' and ')}.`);
}
