import type { CategoriesHook } from '@aemm/plugin-kit';
import { ecs } from '../category.ts';

/** Brings the category to whichever mock loads the plugin. */
export const categories: CategoriesHook = async () => [ecs];
