import type { CategoriesHook } from '@aemm/plugin-kit';
import { asgLifecycle } from '../category.ts';

/** Brings the category to whichever mock loads the plugin. */
export const categories: CategoriesHook = async () => [asgLifecycle];
