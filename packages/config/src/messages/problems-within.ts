import type { StandardIssue } from '@aemm/core';
import { valueAt } from '../model/fields.ts';
import type { Problem } from '../model/finding.ts';
import type { Assignment } from '../model/origin.ts';
import { allow } from './problem.ts';

/** One problem for each place within a value that its schema explains. */
export function problemsWithin(
  assignment: Assignment,
  issues: readonly StandardIssue[],
): readonly Problem[] {
  return issues.map((issue) => problemWithin(assignment, stepsOf(issue), issue.message));
}

/** The names and indices that lead to an issue. */
export function stepsOf({ path = [] }: StandardIssue): string[] {
  return path.map((step) => String(typeof step === 'object' ? step.key : step));
}

function problemWithin(assignment: Assignment, steps: readonly string[], message: string): Problem {
  const { path, written = path, value: whole, origin } = assignment;
  const there = steps.findIndex((_, end) => valueAt(whole, steps.slice(0, end + 1)) === undefined);
  // What is missing has no place: what it is missing from has one.
  const shown = there < 0 ? steps : steps.slice(0, there);
  const value = valueAt(whole, shown);
  const missing = steps.slice(shown.length).join('.');
  return {
    assignment: { path: [...path, ...shown], written: [...written, ...shown], value, origin },
    advice:
      missing === '' ? adviceOn(value, message) : `It needs ${missing}: ${expected(message)}.`,
  };
}

/** Messages about single values name what is allowed, and those about an object or a list are sentences. */
function adviceOn(value: unknown, message: string): string {
  const plain = expected(message);
  if (plain === message && typeof value !== 'object') return allow(message);
  return `${plain.charAt(0).toUpperCase()}${plain.slice(1)}.`;
}

/** A message of Zod without what the problem says already. */
function expected(message: string): string {
  return message.replace(/^Invalid \w+: /, '').replace(/, received undefined$/, '');
}
