import type { JsonSchema } from '@aemm/core';
import type { Row } from '../help/columns.ts';
import { columns } from '../help/columns.ts';
import type { CtlCommand } from './ctl-command.ts';
import { flagOf } from './ctl-command.ts';

/** The lines of help on one command. */
export function commandHelp(command: CtlCommand, bin: string, width: number): string[] {
  const { words, summary, args, flags } = command;
  const names = args.map((name) => name.toUpperCase());
  const usage = [bin, 'ctl', ...words, ...names, ...(flags.length > 0 ? ['[flags]'] : [])];
  const rows = [
    ...args.map((name): Row => [name.toUpperCase(), meaningOf(command, name)]),
    ...flags.map((name): Row => [`--${flagOf(name)}`, meaningOf(command, name)]),
  ];
  return [`${summary}.`, '', 'Usage:', `  ${usage.join(' ')}`, ...section('Takes', rows, width)];
}

/** The lines of the list of commands. */
export function listHelp(commands: readonly CtlCommand[], width: number): string[] {
  const rows = commands.map(
    ({ words, args, summary }): Row => [
      [...words, ...args.map((name) => name.toUpperCase())].join(' '),
      summary,
    ],
  );
  return section('Commands', rows, width).slice(1);
}

function section(title: string, rows: readonly Row[], width: number): string[] {
  return rows.length === 0 ? [] : ['', `${title}:`, ...columns(rows, 3, width)];
}

function meaningOf({ fields, required }: CtlCommand, name: string): string {
  const { description = '', enum: choices } = (fields[name] ?? {}) as JsonSchema;
  const allowed = Array.isArray(choices) ? ` (${choices.join(', ')})` : '';
  const needed = required.includes(name) ? ' (required)' : '';
  return `${String(description)}${allowed}${needed}`;
}
