import type { Value } from '@aemm/core';
import { pathFields, readText } from '@aemm/core';
import { readArgumentFile } from './argument-file.ts';
import type { CtlCommand } from './ctl-command.ts';
import { flagOf, schemaOf } from './ctl-command.ts';
import { parseTyped } from './parse-typed.ts';
import { checkUrlParts } from './url-parts.ts';
import { CtlUsageError } from './usage-error.ts';

/** What is typed behind the words of a command, as the input of its operation. Throws {@link CtlUsageError}. */
export async function readInput(
  command: CtlCommand,
  argv: readonly string[],
): Promise<Readonly<Record<string, Value>>> {
  const { values, positionals } = parseTyped(command, argv);
  const typed: Record<string, Value> = {};
  for (const field of command.flags) {
    const value = values[flagOf(field)];
    if (typeof value === 'boolean') typed[field] = value;
    else if (value !== undefined) typed[field] = await readValue(value, field, command);
  }
  const inPath = pathFields(command.operation);
  for (const [index, field] of command.args.entries()) {
    const text = positionals[index];
    const isInPath = inPath.includes(field);
    // Without its name, the URL would be that of all.
    if (text === undefined || (isInPath && text === '')) continue;
    if (isInPath) checkUrlParts(text, field.toUpperCase());
    typed[field] = await readValue(text, field, command);
  }
  checkMissing(command, typed, positionals);
  const { within, fixed } = command;
  return within === undefined ? { ...fixed, ...typed } : { ...fixed, [within]: typed };
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
