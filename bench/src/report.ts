import type { Goal, Result } from './results.ts';
import { keepsGoal } from './results.ts';

const HEAD = ['what', 'of', 'median', 'p50 / p99', 'ratio', 'goal', ''];

/** The results as tables in Markdown, one a section, which read well on a screen too. */
export function renderReport(
  machine: Readonly<Record<string, string>>,
  results: readonly Result[],
): string {
  const facts = Object.entries(machine).map(([name, value]) => `- ${name}: ${value}`);
  const sections = [...new Set(results.map(({ section }) => section))].map((section) => {
    const rows = results.filter((result) => result.section === section).map(rowOf);
    return `## ${section}\n\n${renderTable([HEAD, ...rows])}`;
  });
  return [facts.join('\n'), ...sections].join('\n\n');
}

function rowOf(result: Result): string[] {
  const { what, of, unit, goal } = result;
  return [
    what,
    of,
    ...(result.crashed ? ['crashed', '', ''] : numbersOf(result, unit)),
    goal === undefined ? '' : formatGoal(goal),
    verdict(result),
  ];
}

function numbersOf({ median, ratio, latency }: Result, unit: string): string[] {
  return [
    `${format(median)} ${unit}`.trim(),
    latency === undefined ? '' : `${format(latency.p50)} / ${format(latency.p99)} ms`,
    ratio === undefined || Number.isNaN(ratio) ? '' : ratio.toFixed(2),
  ];
}

function verdict(result: Result): string {
  const kept = keepsGoal(result);
  if (kept === undefined) return '';
  return kept ? 'kept' : 'missed';
}

function formatGoal({ atLeast, atMost }: Goal): string {
  return atLeast === undefined ? `at most ${atMost}` : `at least ${atLeast}`;
}

function format(number: number): string {
  if (number >= 1000) return Math.round(number).toLocaleString('en');
  return number.toFixed(number >= 10 ? 1 : 2);
}

function renderTable([head = [], ...rows]: readonly string[][]): string {
  const widths = head.map((_, column) =>
    Math.max(3, ...[head, ...rows].map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
