import type { CategoriesHook } from '@aemm/plugin-kit';
import { rack } from './category.ts';

export const categories: CategoriesHook = async () => [rack];
