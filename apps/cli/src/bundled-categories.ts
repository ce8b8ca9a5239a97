import type { AnyCategory } from '@aemm/core';
import { bundledCategories } from '@aemm/core';
import { asgLifecycle } from '@aemm/plugin-asglifecycle';
import { events } from '@aemm/plugin-events';
import { spot } from '@aemm/plugin-spot';

/** The categories of the bundled plugins. */
export const pluginCategories: readonly AnyCategory[] = [spot, events, asgLifecycle];

/** Every category that a mock without further plugins knows. */
export const allCategories: readonly AnyCategory[] = [...bundledCategories, ...pluginCategories];
