import { SECTIONS } from '@aemm/core';
import { idOf } from '../model/layer.ts';
import type { Vocabulary } from '../vocabulary/vocabulary.ts';
import type { IsPrivate } from './problem.ts';

const USER_DATA = ['instance.userdata', 'instance.userdatabase64'];

/**
 * Finds the keys whose values must never reach a log: user data, credentials and secrets. Any leaf may hold one, so the
 * values of all leaves count, and so does a value in the place of a section that has such a key.
 */
export function privateKeys({ table }: Vocabulary): IsPrivate {
  const secrets = table.flatMap(({ key, setting }) => (setting.secret ? [key.toLowerCase()] : []));
  const keys = [...USER_DATA, ...SECTIONS.map((section) => `${section}.values`), ...secrets];
  return (path) => {
    const id = idOf(path);
    return keys.some((key) => isWithin(id, key) || isWithin(key, id));
  };
}

function isWithin(inner: string, outer: string): boolean {
  return inner === outer || inner.startsWith(`${outer}.`);
}
