import type { Value } from '@aemm/core';
import { SECTIONS } from '@aemm/core';
import { mergeFields } from '../model/fields.ts';
import type { Warning } from '../model/finding.ts';
import type { Layer } from '../model/layer.ts';
import { idOf } from '../model/layer.ts';
import type { Said } from '../model/origin.ts';
import type { Vocabulary } from '../vocabulary/vocabulary.ts';

/** Lays what the environment says of leaves and of the instance over what the file says: objects key by key. */
export function mergeLayers(env: Layer, file: Layer): Layer {
  const merged = new Map<string, Said>();
  for (const [id, said] of file) if (isMergeable(said)) merged.set(id, said);
  for (const [id, said] of env) {
    if (!isMergeable(said)) continue;
    const below = merged.get(id);
    const value = mergeFields(below?.value as Value | undefined, said.value as Value);
    merged.set(id, { ...said, path: below?.path ?? said.path, value });
  }
  return merged;
}

function isMergeable({ path: [first] }: Said): boolean {
  return first === 'instance' || SECTIONS.some((section) => section === first);
}

/** A new leaf needs a path and a value; half of one is told to the user. */
export function warnHalves(overrides: Layer, { leaves }: Vocabulary): Warning[] {
  return [...overrides.values()].flatMap(({ path, value, origin }) => {
    const [section = '', part, key = ''] = path;
    if (section === 'instance' || leaves.has(idOf([section, key]))) return [];
    const said = `${path.join('.')} (${origin.where})`;
    if (value === null) {
      return [{ text: `${said} removes nothing, since there is no such leaf.`, unknown: path }];
    }
    const other = part === 'paths' ? 'values' : 'paths';
    const half = [section, other, key];
    return overrides.get(idOf(half))?.value == null
      ? [{ text: `${said} is not served without ${half.join('.')}.`, unknown: path }]
      : [];
  });
}
