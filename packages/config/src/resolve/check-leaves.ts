import type { AnyCategory, Instance } from '@aemm/core';
import { AemmError, compileSnapshot } from '@aemm/core';
import type { Problem } from '../model/finding.ts';
import type { Layer } from '../model/layer.ts';
import type { Said } from '../model/origin.ts';
import { buildOverrides } from './build-spec.ts';

/** Core names one mistake at a time; more than these help nobody. */
const MOST_PROBLEMS = 20;

/** Asks core whether the paths and values that were said can be served. */
export function checkLeaves(
  categories: readonly AnyCategory[],
  overrides: Layer,
  instance: Instance,
): Problem[] {
  const left = new Map(overrides);
  const problems: Problem[] = [];
  while (left.size > 0 && problems.length < MOST_PROBLEMS) {
    const error = compileError(categories, left, instance);
    const culprit = error?.key === undefined ? undefined : findCulprit(error.key, left);
    if (error === undefined || culprit === undefined) break;
    const [id, said] = culprit;
    // Core says what of the value is wrong, and the rest of it does not help.
    problems.push({ said, advice: error.message, hidden: true });
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

/** What was said under the key, or above it: `metadata.values.tags-instance` for a tag. */
function findCulprit(key: string, left: Layer): readonly [string, Said] | undefined {
  const lower = key.toLowerCase();
  const exact = [...left].find(([id]) => lower === id || lower.startsWith(`${id}.`));
  // Nobody spoke of that leaf, so its value follows from the instance.
  return exact ?? [...left].find(([id]) => id.startsWith('instance.'));
}
