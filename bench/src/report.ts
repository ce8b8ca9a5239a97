import type { Goal, Result } from './results.ts';
import { keepsGoal } from './results.ts';
import { formatNumber, renderTable } from './table.ts';

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
    `${formatNumber(median)} ${unit}`.trim(),
    latency === undefined ? '' : `${formatNumber(latency.p50)} / ${formatNumber(latency.p99)} ms`,
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
