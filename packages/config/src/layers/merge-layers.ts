import type { Value } from '@aemm/core';
import { SECTIONS } from '@aemm/core';
import { mergeFields } from '../model/fields.ts';
import type { Warning } from '../model/finding.ts';
import type { Layer } from '../model/layer.ts';
import { idOf } from '../model/layer.ts';
import type { Assignment } from '../model/origin.ts';
import type { Vocabulary } from '../vocabulary/vocabulary.ts';

/** Merges the environment over the file, for leaves and the instance: objects by key. */
export function mergeLayers(env: Layer, file: Layer): Layer {
  const merged = new Map<string, Assignment>();
  for (const [id, assignment] of file) if (isMergeable(assignment)) merged.set(id, assignment);
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
export function warnIncomplete(overrides: Layer, { leaves }: Vocabulary): Warning[] {
  return [...overrides.values()].flatMap(({ path, value, origin }) => {
    const [section = '', part, key = ''] = path;
    if (section === 'instance' || leaves.has(idOf([section, key]))) return [];
    const place = `${path.join('.')} (${origin.where})`;
    if (value === null) {
      return [{ text: `${place} removes nothing, since there is no such leaf.`, unknown: path }];
    }
    const other = part === 'paths' ? 'values' : 'paths';
    const half = [section, other, key];
    return overrides.get(idOf(half))?.value == null
      ? [{ text: `${place} is not served without ${half.join('.')}.`, unknown: path }]
      : [];
  });
}
