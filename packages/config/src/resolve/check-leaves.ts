import type { AemmError, AnyCategory, InstanceDescription, Profile } from '@aemm/core';
import { checkInSteps } from '@aemm/core';
import type { Problem } from '../model/finding.ts';
import type { Layer } from '../model/layer.ts';
import { nearestAssignment } from '../model/layer.ts';
import type { Assignment } from '../model/origin.ts';
import type { Pace } from '../pace.ts';
import { runPaced } from '../pace.ts';
import { buildOverrides } from './build-spec.ts';

/** What core says of the configured paths, values and fields of the instance. */
export interface CheckedLeaves {
  /** The paths and values that cannot be served. What is wrong with the instance itself is not among them. */
  readonly problems: readonly Problem[];
  /** What draws a warning once the configuration is served. */
  readonly warned: readonly AemmError[];
}

/** Finds the configured paths and values that core cannot serve, and what it would warn of. */
export async function checkLeaves(
  categories: readonly AnyCategory[],
  overrides: Layer,
  instance: InstanceDescription,
  profile: Profile,
  pace: Pace,
): Promise<CheckedLeaves> {
  if (overrides.size === 0) return { problems: [], warned: [] };
  const built = await runPaced(buildOverrides(overrides), pace);
  const spec = { categories, overrides: built, instance, profile };
  const { errors, problems: warned } = await runPaced(checkInSteps(spec, 0), pace);
  const found = new Map<Assignment, Problem>();
  for (const { code, key = '', message } of errors) {
    if (code === 'AEMM_INSTANCE_INVALID') continue;
    const assignment = findAssignment(key, overrides);
    // The message of core names the part of the value that is wrong. One error a value is enough.
    if (assignment === undefined || found.has(assignment)) continue;
    found.set(assignment, { assignment, advice: message, hidden: true });
  }
  return { problems: [...found.values()], warned };
}

function findAssignment(key: string, overrides: Layer): Assignment | undefined {
  const nearest = nearestAssignment(key, overrides);
  if (nearest !== undefined) return nearest;
  // That leaf is not configured, so its value follows from the instance.
  return [...overrides].find(([id]) => id.startsWith('instance.'))?.[1];
}
