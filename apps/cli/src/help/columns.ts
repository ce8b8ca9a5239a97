import { hang } from './wrap.ts';

/** Something and what is said about it. */
export type Row = readonly [name: string, text: string];

/** Sets rows in two columns, two spaces in, the second one wide of the longest name by `gap`. */
export function columns(
  rows: readonly Row[],
  gap: number,
  width: number | undefined,
  narrowest = 0,
): readonly string[] {
  const longest = Math.max(narrowest, ...rows.map(([name]) => name.length));
  const column = 2 + longest + gap;
  return rows.map(([name, text]) =>
    `  ${name.padEnd(longest + gap)}${hang(text, column, width)}`.trimEnd(),
  );
}
