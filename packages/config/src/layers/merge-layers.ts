import type { Value } from '@aemm/core';
import { SECTIONS } from '@aemm/core';
import { mergeFields } from '../model/fields.ts';
import type { Warning } from '../model/finding.ts';
import type { Layer } from '../model/layer.ts';
import { idOf } from '../model/layer.ts';
import type { Assignment } from '../model/origin.ts';
import type { Pace } from '../pace.ts';
import type { Vocabulary } from '../vocabulary/vocabulary.ts';

/** Merges the environment over the file, for leaves and the instance: objects by key. */
export async function mergeLayers(env: Layer, file: Layer, pace: Pace): Promise<Layer> {
  const merged = new Map<string, Assignment>();
  for (const [id, assignment] of file) {
    await pace();
    if (isMergeable(assignment)) merged.set(id, assignment);
  }
  for (const [id, assignment] of env) {
    if (!isMergeable(assignment)) continue;
    const below = merged.get(id);
    const value = mergeFields(below?.value as Value | undefined, assignment.value as Value);
    merged.set(id, { ...assignment, path: below?.path ?? assignment.path, value });
  }
  return merged;
}

function isMergeable({ path: [first] }: Assignment): boolean {
  return first === 'instance' || SECTIONS.some((section) => section === first);
}

/** A new leaf needs a path and a value: warns of leaves that have only one of them. */
export async function warnIncomplete(
  overrides: Layer,
  { leaves }: Vocabulary,
  pace: Pace,
): Promise<readonly Warning[]> {
  const warnings: Warning[] = [];
  for (const assignment of overrides.values()) {
    await pace();
    const [section = '', part, key = ''] = assignment.path;
    if (section === 'instance' || leaves.has(idOf([section, key]))) continue;
    const half = [section, part === 'paths' ? 'values' : 'paths', key];
    if (assignment.value === null) {
      warnings.push(warn(assignment, 'removes nothing, since there is no such leaf'));
    } else if (overrides.get(idOf(half))?.value == null) {
      warnings.push(warn(assignment, `is not served without ${half.join('.')}`));
    }
  }
  return warnings;
}

function warn({ path, origin, written = path }: Assignment, effect: string): Warning {
  const { source, where = '' } = origin;
  const text = (place: string): string => `${path.join('.')} (${place}) ${effect}.`;
  if (source !== 'file') return { text: text(where), unknown: path };
  return { text, key: { file: where, path: written }, unknown: path };
}
