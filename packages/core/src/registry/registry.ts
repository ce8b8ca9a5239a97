import type { AnyCategory } from '../contract/category.ts';
import { AemmError } from '../errors.ts';
import { checkCategory } from './check-category.ts';
import { claimsOf } from './claims.ts';

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
  const owners = new Map<string, string>();

  const register = (candidate: unknown): AnyCategory => {
    const category = checkCategory(candidate);
    check?.(category);
    if (registered.some(({ id }) => id === category.id)) {
      throw new AemmError(
        'AEMM_CATEGORY_DUPLICATE',
        `A category "${category.id}" is registered already.`,
      );
    }
    const claimed = new Map<string, string>();
    for (const { name, what, code } of claimsOf(category)) {
      const owner = owners.get(name) ?? claimed.get(name);
      if (owner !== undefined) {
        const message = `Category "${category.id}" claims the ${what}, which category "${owner}" has.`;
        throw new AemmError(code, message);
      }
      claimed.set(name, category.id);
    }
    for (const [name, owner] of claimed) owners.set(name, owner);
    registered.push(category);
    return category;
  };

  for (const category of categories) register(category);
  return { categories: registered, register };
}
