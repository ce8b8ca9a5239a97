import { toPrintable } from '@aemm/config';
import type { AemmError } from '@aemm/core';

/** More lines would scroll the others away. */
const MOST_PROBLEMS = 20;

/**
 * Describes what a snapshot cannot serve as configured, in one line for each problem, up to 20. If the category of a
 * plugin is at fault, the line names the plugin.
 *
 * @param owners - the plugin that brought a category, by the id of the category
 * @public
 */
export function describeProblems(
  problems: readonly AemmError[],
  owners?: ReadonlyMap<string, string>,
): string[] {
  const lines = problems
    .slice(0, MOST_PROBLEMS)
    .map((problem) => `${faultOf(problem, owners)}${problem.message} (${problem.code})`);
  const more = problems.length - lines.length;
  if (more > 0) lines.push(`${more} more warnings like these.`);
  return lines.map((line) => toPrintable(`Warning: ${line}`));
}

/** The plugin that is at fault, for the beginning of a sentence; nothing if none is. */
export function faultOf(
  { category }: AemmError,
  owners: ReadonlyMap<string, string> | undefined,
): string {
  const plugin = category && owners?.get(category);
  return plugin === undefined ? '' : `plugin ${plugin} is at fault: `;
}
