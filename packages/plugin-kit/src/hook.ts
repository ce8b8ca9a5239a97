import type { AnyCategory } from '@aemm/core';
import type { Hook, Hooks } from '@oclif/core/interfaces';

/**
 * The name under which a plugin's `package.json` announces its categories.
 *
 * @public
 */
export const CATEGORIES_HOOK = 'aemm:categories';

/**
 * The hooks that the mock runs beside oclif's own.
 *
 * @public
 */
export interface MockHooks extends Hooks {
  /** Asks a plugin for its categories. */
  'aemm:categories': { options: Record<string, unknown>; return: readonly AnyCategory[] };
}

/**
 * A plugin's answer to `aemm:categories`, named in its `package.json` under `oclif.hooks`.
 *
 * @example
 * ```ts
 * export const categories: CategoriesHook = async () => [rack];
 * ```
 * @public
 */
export type CategoriesHook = Hook<'aemm:categories', MockHooks>;
