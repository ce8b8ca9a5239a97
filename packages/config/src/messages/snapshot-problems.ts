import type { AemmError } from '@aemm/core';
import type { Locate, Place } from '../model/finding.ts';
import type { Layer } from '../model/layer.ts';
import { nearestAssignment } from '../model/layer.ts';
import type { Assignment } from '../model/origin.ts';
import { toPrintable } from '../printable.ts';
import { at } from './problem.ts';

/** More lines would scroll the others away. */
const MOST_PROBLEMS = 20;

/** Where values are configured, by key in lower case. */
export type Places = ReadonlyMap<string, string>;

/** Finds where the values are configured that core would warn of: `aemm.yaml:3:5`, `AEMM_INSTANCE_TAGS`. */
export async function findPlaces(
  problems: readonly AemmError[],
  layer: Layer,
  locate: Locate | undefined,
): Promise<Places> {
  const found = problems.slice(0, MOST_PROBLEMS).flatMap(({ key = '' }) => {
    const assignment = nearestAssignment(key, layer);
    return assignment === undefined ? [] : [{ key, assignment, place: placeOf(key, assignment) }];
  });
  const inFile = found.filter(({ assignment }) => assignment.origin.source === 'file');
  const positions = inFile.length === 0 ? [] : await locate?.(inFile.map(({ place }) => place));
  return new Map(
    found.map((each) => {
      const { where = '' } = each.assignment.origin;
      return [each.key.toLowerCase(), at(where, positions?.[inFile.indexOf(each)])];
    }),
  );
}

/** The value itself, which may be inside of what is assigned. */
function placeOf(key: string, { path, written = path }: Assignment): Place {
  const inner = key.slice(path.join('.').length + 1);
  return { path: inner === '' ? written : [...written, ...inner.split('.')], part: 'value' };
}

/** Describes what a snapshot cannot serve as configured, or EC2 would refuse, in one line for each problem, up to 20. */
export function describeSnapshotProblems(
  problems: readonly AemmError[],
  places: Places,
  owners?: ReadonlyMap<string, string>,
): string[] {
  const lines = problems.slice(0, MOST_PROBLEMS).map((problem) => {
    const place = places.get(problem.key?.toLowerCase() ?? '');
    const code = place === undefined ? problem.code : `${problem.code}, ${place}`;
    return `${faultOf(problem, owners)}${problem.message} (${code})`;
  });
  const more = problems.length - lines.length;
  if (more > 0) lines.push(`${more} more warnings like these.`);
  return lines.map((line) => toPrintable(`Warning: ${line}`));
}

/**
 * The plugin that is at fault for an error, for the beginning of a sentence; nothing if none is.
 *
 * @param owners - the plugin that brought a category, by the id of the category
 * @public
 */
export function faultOf(
  { category }: AemmError,
  owners: ReadonlyMap<string, string> | undefined,
): string {
  const plugin = category && owners?.get(category);
  return plugin === undefined ? '' : `plugin ${plugin} is at fault: `;
}
