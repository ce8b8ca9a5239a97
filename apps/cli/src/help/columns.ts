import { hang, hangCommand, hasRoom } from './wrap.ts';

/** A name and its description. */
export type Row = readonly [name: string, text: string];

/**
 * Sets rows in two columns, two spaces in, the second one wide of the longest name by `gap`; or each text below its
 * name, where the names leave no room for it.
 */
export function columns(
  rows: readonly Row[],
  gap: number,
  width: number | undefined,
  narrowest = 0,
): readonly string[] {
  const longest = Math.max(narrowest, ...rows.map(([name]) => name.length));
  const column = 2 + longest + gap;
  if (width !== undefined && !hasRoom(column, width)) return stack(rows, width);
  return rows.map(([name, text]) =>
    `  ${name.padEnd(longest + gap)}${hang(text, column, width)}`.trimEnd(),
  );
}

const STACKED_COLUMN = 10;

function stack(rows: readonly Row[], width: number): readonly string[] {
  const indent = ' '.repeat(STACKED_COLUMN);
  return rows.map(([name, text]) =>
    text === '' ? `  ${name}` : `  ${name}\n${indent}${hang(text, STACKED_COLUMN, width)}`,
  );
}

/** Sets command lines beside what they do, or above it where they leave no room for that. */
export function examples(rows: readonly Row[], width: number | undefined): readonly string[] {
  const column = 4 + Math.max(0, ...rows.map(([command]) => command.length));
  if (width === undefined || hasRoom(column, width)) return columns(rows, 2, width);
  return rows.map(([command, text]) =>
    text === ''
      ? hangCommand(command, width)
      : `${hangCommand(command, width)}\n      ${hang(text, 6, width)}`,
  );
}
