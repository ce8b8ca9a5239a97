/** A table in Markdown, whose columns are as wide as their cells; the first row is its head. */
export function renderTable([head = [], ...rows]: readonly string[][]): string {
  const widths = head.map((_, column) =>
    Math.max(3, ...[head, ...rows].map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

/** A number as short as it may be read in a table. */
export function formatNumber(number: number): string {
  if (number >= 1000) return Math.round(number).toLocaleString('en');
  return number.toFixed(number >= 10 ? 1 : 2);
}
