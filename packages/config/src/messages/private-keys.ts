import { SECTIONS } from '@aemm/core';
import { idOf } from '../model/layer.ts';
import type { Vocabulary } from '../vocabulary/vocabulary.ts';
import type { IsPrivate } from './problem.ts';

/**
 * Which keys may hold what must never reach a log: user data, credentials and secrets. Any leaf may have one, so that
 * all their values count, and so does what stands in the place of a section that holds such a key.
 */
export function privateKeys({ table }: Vocabulary): IsPrivate {
  const secrets = table.flatMap(({ key, setting }) => (setting.secret ? [key.toLowerCase()] : []));
  const keys = ['instance.userdata', ...SECTIONS.map((section) => `${section}.values`), ...secrets];
  return (path) => {
    const id = idOf(path);
    return keys.some((key) => isWithin(id, key) || isWithin(key, id));
  };
}

function isWithin(inner: string, outer: string): boolean {
  return inner === outer || inner.startsWith(`${outer}.`);
}
