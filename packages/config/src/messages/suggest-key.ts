import { SECTIONS } from '@aemm/core';
import { findNearest } from '../nearest.ts';
import type { Vocabulary } from '../vocabulary/vocabulary.ts';
import { PARTS } from '../vocabulary/vocabulary.ts';

/** The end of a warning about an unknown key: the key that was most likely meant, or nothing. */
export function suggestKey(path: readonly string[], vocabulary: Vocabulary): string {
  const prefix = path
    .slice(0, -1)
    .map((segment) => `${segment.toLowerCase()}.`)
    .join('');
  const name = path.at(-1) ?? '';
  const all = keysOf(vocabulary);
  const siblings = all.flatMap((key) => (isChild(key, prefix) ? [key.slice(prefix.length)] : []));
  const sibling = findNearest(name, siblings);
  if (sibling !== undefined) return ` Did you mean "${prefix}${sibling}"?`;
  const elsewhere = all.find((key) => key.toLowerCase().endsWith(`.${name.toLowerCase()}`));
  return elsewhere === undefined ? '' : ` Did you mean "${elsewhere}"?`;
}

function isChild(key: string, prefix: string): boolean {
  return key.startsWith(prefix) && !key.slice(prefix.length).includes('.');
}

/** Every key and every section, in their natural case. */
function keysOf({ table, groups, leaves, instanceFields }: Vocabulary): string[] {
  return [
    ...table.map(({ key }) => key),
    ...table.flatMap(({ name, category }) => (category === undefined ? [name] : [])),
    ...groups,
    ...SECTIONS.flatMap((section) => [section, ...PARTS.map((part) => `${section}.${part}`)]),
    ...PARTS.flatMap((part) =>
      [...leaves.values()].map(({ section, key }) => `${section}.${part}.${key}`),
    ),
    'instance',
    ...[...instanceFields.values()].map((field) => `instance.${field}`),
  ];
}
