import { parseArgs } from 'node:util';
import type { JsonSchema, Value } from '@aemm/core';
import { readText } from '@aemm/core';
import { readArgumentFile } from './argument-file.ts';
import type { CtlCommand } from './ctl-command.ts';
import { flagOf } from './ctl-command.ts';
import { CtlUsageError } from './usage-error.ts';

/** What is typed behind the words of a command, as the input of its operation. Throws {@link CtlUsageError}. */
export async function readInput(
  command: CtlCommand,
  argv: readonly string[],
): Promise<Readonly<Record<string, Value>>> {
  const { values, positionals } = parse(command, argv);
  const typed: Record<string, Value> = {};
  for (const field of command.flags) {
    const value = values[flagOf(field)];
    if (typeof value === 'boolean') typed[field] = value;
    else if (value !== undefined) typed[field] = await readValue(value, field, command);
  }
  for (const [index, field] of command.args.entries()) {
    const text = positionals[index];
    if (text !== undefined) typed[field] = await readValue(text, field, command);
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

/** The value of a text, or of the file that is named behind an `@`, where more than text is due. */
async function readValue(text: string, field: string, command: CtlCommand): Promise<Value> {
  const schema = schemaOf(command, field);
  const isFile = text.startsWith('@') && text.length > 1 && schema.type !== 'string';
  return isFile ? readArgumentFile(text.slice(1), command.fileKey) : readText(text, schema);
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
