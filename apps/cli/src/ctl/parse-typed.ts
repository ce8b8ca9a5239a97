import { parseArgs } from 'node:util';
import type { JsonSchema } from '@aemm/core';
import type { CtlCommand } from './ctl-command.ts';
import { flagOf, schemaOf } from './ctl-command.ts';
import { CtlUsageError } from './usage-error.ts';

/** Separates flags from arguments. Throws {@link CtlUsageError}. */
export function parseTyped(command: CtlCommand, argv: readonly string[]) {
  const options = Object.fromEntries(
    command.flags.map((field) => [
      flagOf(field),
      { type: isSwitch(schemaOf(command, field)) ? ('boolean' as const) : ('string' as const) },
    ]),
  );
  // Without `strict`, which has messages of its own.
  const parsed = parseArgs({ args: [...argv], options, strict: false, tokens: true });
  for (const token of parsed.tokens) {
    if (token.kind !== 'option') continue;
    const type = options[token.name]?.type;
    if (type === undefined) throw new CtlUsageError(describeUnknown(argv[token.index], command));
    const problem = type === 'boolean' ? problemOfSwitch(token) : problemOfValue(token);
    if (problem !== undefined) throw new CtlUsageError(problem);
  }
  return parsed;
}

function isSwitch({ type, const: fixed }: JsonSchema): boolean {
  return type === 'boolean' || fixed === true;
}

/** A flag as it is typed, with what is its value. */
interface TypedFlag {
  readonly rawName: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

function problemOfSwitch({ rawName, value }: TypedFlag): string | undefined {
  return value === undefined ? undefined : `${rawName} takes no value.`;
}

function problemOfValue({ rawName, value, inlineValue }: TypedFlag): string | undefined {
  if (value === undefined) return `${rawName} needs a value.`;
  if (inlineValue || !isLikeFlag(value)) return undefined;
  return `${rawName} is followed by "${value}", which begins like a flag. Type ${rawName}=VALUE.`;
}

/** A dash alone is a value. */
function isLikeFlag(text: string): boolean {
  return text.startsWith('-') && text !== '-';
}

function describeUnknown(typed: string | undefined, { flags, args }: CtlCommand): string {
  const [name = ''] = typed?.split('=') ?? [];
  const allowed =
    flags.length === 0
      ? 'It has no flags.'
      : `Flags: ${flags.map((field) => `--${flagOf(field)}`).join(', ')}.`;
  const hint = args.length === 0 ? '' : ' Type -- before an argument that begins with a dash.';
  return `Unknown option '${name}'. ${allowed}${hint}`;
}
