import { toPrintable } from '@aemm/config';
import type { AemmError } from '@aemm/core';

/**
 * What a user should know of what a snapshot cannot serve as it was told to: a line a problem. If the category of a
 * plugin is at fault, the line names the plugin.
 *
 * @param owners - the plugin that brought a category, by the id of the category
 * @public
 */
export function describeProblems(
  problems: readonly AemmError[],
  owners?: ReadonlyMap<string, string>,
): string[] {
  return problems.map((problem) =>
    toPrintable(`Warning: ${faultOf(problem, owners)}${problem.message} (${problem.code})`),
  );
}

/** The plugin that is at fault, for the beginning of a sentence; nothing if none is. */
export function faultOf(
  { category }: AemmError,
  owners: ReadonlyMap<string, string> | undefined,
): string {
  const plugin = category && owners?.get(category);
  return plugin === undefined ? '' : `plugin ${plugin} is at fault: `;
}
