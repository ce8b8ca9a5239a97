import type { Value } from '@aemm/core';
import { dump } from 'js-yaml';

/** The lines that show the answer of an operation to people. */
export function linesOf(answer: Value | undefined): string[] {
  if (answer === undefined) return [];
  if (Array.isArray(answer) && answer.length === 0) return ['none'];
  return dump(answer, { lineWidth: -1, noRefs: true }).trimEnd().split('\n');
}
