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

/** The overrides that take effect, and warnings of the others. */
export interface Effective {
  readonly overrides: Layer;
  readonly warnings: readonly Warning[];
}

/** Warns of new leaves that have only one of path and value, and leaves them out: core would report them again. */
export async function withoutIncomplete(
  all: Layer,
  vocabulary: Vocabulary,
  pace: Pace,
): Promise<Effective> {
  const overrides = new Map<string, Assignment>();
  const warnings: Warning[] = [];
  for (const [id, assignment] of all) {
    await pace();
    const effect = effectOf(assignment, all, vocabulary);
    if (effect === undefined) overrides.set(id, assignment);
    else warnings.push(warn(assignment, effect));
  }
  return { overrides, warnings };
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
