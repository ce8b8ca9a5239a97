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

/** Of the overrides, those that take effect: core would report the others, of which {@link warnIncomplete} warns. */
export function withoutIncomplete(overrides: Layer, vocabulary: Vocabulary): Layer {
  return new Map(
    [...overrides].filter(([, each]) => effectOf(each, overrides, vocabulary) === undefined),
  );
}

/** A new leaf needs a path and a value: warns of leaves that have only one of them. */
export async function warnIncomplete(
  overrides: Layer,
  vocabulary: Vocabulary,
  pace: Pace,
): Promise<readonly Warning[]> {
  const warnings: Warning[] = [];
  for (const assignment of overrides.values()) {
    await pace();
    const effect = effectOf(assignment, overrides, vocabulary);
    if (effect !== undefined) warnings.push(warn(assignment, effect));
  }
  return warnings;
}

/** Why an override does nothing, for keys that no category has. */
function effectOf(
  { path: [section = '', part, key = ''], value }: Assignment,
  overrides: Layer,
  { leaves }: Vocabulary,
): string | undefined {
  if (section === 'instance' || leaves.has(idOf([section, key]))) return undefined;
  const half = [section, part === 'paths' ? 'values' : 'paths', key];
  if (value === null) return 'removes nothing, since there is no such leaf';
  if (overrides.get(idOf(half))?.value != null) return undefined;
  return `is not served without ${half.join('.')}`;
}

function warn({ path, origin, written = path }: Assignment, effect: string): Warning {
  const { source, where = '' } = origin;
  const text = (place: string): string => `${path.join('.')} (${place}) ${effect}.`;
  if (source !== 'file') return { text: text(where), unknown: path };
  return { text, key: { file: where, path: written }, unknown: path };
}
