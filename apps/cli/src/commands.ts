import { AsgLifecycle } from '@aemm/plugin-asglifecycle';
import { Events } from '@aemm/plugin-events';
import type { CategoriesHook } from '@aemm/plugin-kit';
import { Spot } from '@aemm/plugin-spot';
import { pluginCategories } from './bundled-categories.ts';
import { ConfigShow } from './commands/config/show.ts';
import { ConfigValidate } from './commands/config/validate.ts';
import { Mock } from './commands/mock.ts';
import { Routes } from './commands/routes.ts';

/** Every command by its oclif id; those of the bundled plugins are merged in, so that one file holds them all. */
export const COMMANDS = {
  asglifecycle: AsgLifecycle,
  'config:show': ConfigShow,
  'config:validate': ConfigValidate,
  events: Events,
  mock: Mock,
  routes: Routes,
  spot: Spot,
};

/** The categories of the bundled plugins. */
export const categories: CategoriesHook = async () => pluginCategories;
