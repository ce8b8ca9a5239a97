import type { AnyCategory, InstanceDescription, Profile } from '@aemm/core';
import { findErrorsInSteps } from '@aemm/core';
import type { Problem } from '../model/finding.ts';
import type { Layer } from '../model/layer.ts';
import type { Assignment } from '../model/origin.ts';
import type { Pace } from '../pace.ts';
import { runPaced } from '../pace.ts';
import { buildOverrides } from './build-spec.ts';

/** Finds the configured paths and values that core cannot serve. */
export async function checkLeaves(
  categories: readonly AnyCategory[],
  overrides: Layer,
  instance: InstanceDescription,
  profile: Profile,
  pace: Pace,
): Promise<Problem[]> {
  if (overrides.size === 0) return [];
  const built = await runPaced(buildOverrides(overrides), pace);
  const spec = { categories, overrides: built, instance, profile };
  const found = new Map<Assignment, Problem>();
  for (const { key = '', message } of await runPaced(findErrorsInSteps(spec, 0), pace)) {
    const assignment = findAssignment(key, overrides);
    // The message of core names the part of the value that is wrong. One error a value is enough.
    if (assignment === undefined || found.has(assignment)) continue;
    found.set(assignment, { assignment, advice: message, hidden: true });
  }
  return [...found.values()];
}

/** The assignment of the key, or of one above it: `metadata.values.tags-instance` for a tag. */
function findAssignment(key: string, overrides: Layer): Assignment | undefined {
  for (let id = key.toLowerCase(); id !== ''; id = id.slice(0, Math.max(0, id.lastIndexOf('.')))) {
    const assignment = overrides.get(id);
    if (assignment !== undefined) return assignment;
  }
  // That leaf is not configured, so its value follows from the instance.
  return [...overrides].find(([id]) => id.startsWith('instance.'))?.[1];
}
