import type { AnyCategory } from '../contract/category.ts';
import { AemmError } from '../errors.ts';
import { resolveSegments } from '../text/path.ts';
import { checkCategory } from './check-category.ts';
import { withFieldLeaves } from './field-leaves.ts';

/**
 * The categories that a mock may serve, each checked as it comes in.
 *
 * @public
 */
export interface Registry {
  /** The categories registered so far, in that order. */
  readonly categories: readonly AnyCategory[];
  /**
   * Registers a value of unknown origin as a category, or leaves the registry unchanged.
   *
   * @throws AemmError `AEMM_CATEGORY_SHAPE`, `AEMM_CATEGORY_CONTRACT`, `AEMM_CATEGORY_DUPLICATE`,
   * `AEMM_NAME_RESERVED`, `AEMM_SETTING_INVALID`, `AEMM_SETTING_ASYNC`, `AEMM_KEY_DUPLICATE`, `AEMM_PATH_CONFLICT`
   */
  register(candidate: unknown): AnyCategory;
}

/**
 * Creates a registry.
 *
 * @param categories - categories to register first
 * @param check - throws further reasons to refuse a category, such as names that the configuration reserves
 * @public
 */
export function createRegistry(
  categories: readonly AnyCategory[] = [],
  check?: (category: AnyCategory) => void,
): Registry {
  const registered: AnyCategory[] = [];
  const ownerOfKey = new Map<string, string>();
  const ownerOfPath = new Map<string, string>();

  const register = (candidate: unknown): AnyCategory => {
    const category = checkCategory(candidate);
    check?.(category);
    if (registered.some(({ id }) => id === category.id)) {
      throw new AemmError(
        'AEMM_CATEGORY_DUPLICATE',
        `A category "${category.id}" is registered already.`,
      );
    }
    const keys = new Map(ownerOfKey);
    const paths = new Map(ownerOfPath);
    for (const { key, path } of [
      ...category.leaves.flatMap(withFieldLeaves),
      ...category.notices,
    ]) {
      const id = `${category.section}.${key}`;
      claim(keys, id.toLowerCase(), category.id, 'AEMM_KEY_DUPLICATE', `key ${id}`);
      const place = path === undefined ? undefined : placeOf(path);
      if (place !== undefined) {
        claim(paths, place, category.id, 'AEMM_PATH_CONFLICT', `path ${place}`);
      }
    }
    for (const [key, owner] of keys) ownerOfKey.set(key, owner);
    for (const [path, owner] of paths) ownerOfPath.set(path, owner);
    registered.push(category);
    return category;
  };

  for (const category of categories) register(category);
  return { categories: registered, register };
}

/** Where a path is in the newest version. */
function placeOf(path: string): string | undefined {
  return resolveSegments(path.startsWith('/') ? path : `/latest/${path}`);
}

function claim(
  owners: Map<string, string>,
  name: string,
  category: string,
  code: 'AEMM_KEY_DUPLICATE' | 'AEMM_PATH_CONFLICT',
  what: string,
): void {
  const owner = owners.get(name);
  if (owner !== undefined) {
    throw new AemmError(
      code,
      `Category "${category}" claims the ${what}, which category "${owner}" has.`,
    );
  }
  owners.set(name, category);
}
