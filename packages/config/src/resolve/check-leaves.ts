import type { AnyCategory, Instance } from '@aemm/core';
import { AemmError, compileSnapshot } from '@aemm/core';
import type { Problem } from '../model/finding.ts';
import type { Layer } from '../model/layer.ts';
import type { Assignment } from '../model/origin.ts';
import { buildOverrides } from './build-spec.ts';

/** Core reports one error at a time, and each costs a compilation. */
const MOST_PROBLEMS = 20;

/** Asks core whether the configured paths and values can be served. */
export function checkLeaves(
  categories: readonly AnyCategory[],
  overrides: Layer,
  instance: Instance,
): Problem[] {
  const left = new Map(overrides);
  const problems: Problem[] = [];
  while (left.size > 0 && problems.length < MOST_PROBLEMS) {
    const error = compileError(categories, left, instance);
    const found = error?.key === undefined ? undefined : findAssignment(error.key, left);
    if (error === undefined || found === undefined) break;
    const [id, assignment] = found;
    // The message of core names the part of the value that is wrong.
    problems.push({ assignment, advice: error.message, hidden: true });
    if (id.startsWith('instance.')) break;
    left.delete(id);
  }
  return problems;
}

function compileError(
  categories: readonly AnyCategory[],
  overrides: Layer,
  instance: Instance,
): AemmError | undefined {
  try {
    compileSnapshot({ categories, overrides: buildOverrides(overrides), instance }, 0);
    return undefined;
  } catch (error) {
    if (error instanceof AemmError) return error;
    throw error;
  }
}

/** The assignment of the key, or of one above it: `metadata.values.tags-instance` for a tag. */
function findAssignment(key: string, left: Layer): readonly [string, Assignment] | undefined {
  const lower = key.toLowerCase();
  const exact = [...left].find(([id]) => lower === id || lower.startsWith(`${id}.`));
  // That leaf is not configured, so its value follows from the instance.
  return exact ?? [...left].find(([id]) => id.startsWith('instance.'));
}
