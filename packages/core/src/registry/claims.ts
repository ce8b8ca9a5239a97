import type { AnyCategory } from '../contract/category.ts';
import { resolveSegments } from '../text/path.ts';
import { definitionsOf } from './definitions.ts';
import { onceEach } from './once-each.ts';

/** What a category has for itself alone. */
export interface Claim {
  /** The name under which owners are compared. */
  readonly name: string;
  /** The name for people. */
  readonly what: string;
  readonly code: 'AEMM_KEY_DUPLICATE' | 'AEMM_PATH_CONFLICT';
}

/** The key of each leaf and notice of a category, and the path where it is in the newest version. */
export const claimsOf = onceEach((category: AnyCategory): readonly Claim[] =>
  definitionsOf(category).flatMap(({ key, path }) => {
    const id = `${category.section}.${key}`;
    const claims: Claim[] = [
      { name: id.toLowerCase(), what: `key ${id}`, code: 'AEMM_KEY_DUPLICATE' },
    ];
    const place = path === undefined ? undefined : placeOf(path);
    if (place !== undefined) {
      claims.push({ name: place, what: `path ${place}`, code: 'AEMM_PATH_CONFLICT' });
    }
    return claims;
  }),
);

function placeOf(path: string): string | undefined {
  return resolveSegments(path.startsWith('/') ? path : `/latest/${path}`);
}
