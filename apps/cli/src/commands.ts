import { AsgLifecycle } from '@aemm/plugin-asglifecycle';
import { Events } from '@aemm/plugin-events';
import type { CategoriesHook } from '@aemm/plugin-kit';
import { ConfiguredCommand, globalFlagsOf } from '@aemm/plugin-kit';
import { Spot } from '@aemm/plugin-spot';
import { allCategories, pluginCategories } from './bundled-categories.ts';
import { Certificates } from './commands/certificates.ts';
import { Completion } from './commands/completion.ts';
import { ConfigShow } from './commands/config/show.ts';
import { ConfigValidate } from './commands/config/validate.ts';
import { Ctl } from './commands/ctl.ts';
import { Doctor } from './commands/doctor.ts';
import { Exec } from './commands/exec.ts';
import { LinkLocalDown } from './commands/link-local/down.ts';
import { LinkLocalStatus } from './commands/link-local/status.ts';
import { LinkLocalUp } from './commands/link-local/up.ts';
import { Mock } from './commands/mock.ts';
import { Plugins } from './commands/plugins/index.ts';
import { PluginsInspect } from './commands/plugins/inspect.ts';
import { PluginsInstall } from './commands/plugins/install.ts';
import { PluginsLink } from './commands/plugins/link.ts';
import { PluginsManifest } from './commands/plugins/manifest.ts';
import { PluginsUninstall } from './commands/plugins/uninstall.ts';
import { Record } from './commands/record.ts';
import { Routes } from './commands/routes.ts';

// AEMM has the timings of its notices for every command.
ConfiguredCommand.baseFlags = {
  ...ConfiguredCommand.baseFlags,
  ...globalFlagsOf(allCategories),
};

/** Every command by its oclif id; those of the bundled plugins are merged in, so that one file holds them all. */
export const COMMANDS = {
  asglifecycle: AsgLifecycle,
  certificates: Certificates,
  completion: Completion,
  'config:show': ConfigShow,
  'config:validate': ConfigValidate,
  ctl: Ctl,
  doctor: Doctor,
  events: Events,
  exec: Exec,
  'link-local:down': LinkLocalDown,
  'link-local:status': LinkLocalStatus,
  'link-local:up': LinkLocalUp,
  mock: Mock,
  plugins: Plugins,
  'plugins:inspect': PluginsInspect,
  'plugins:install': PluginsInstall,
  'plugins:link': PluginsLink,
  'plugins:manifest': PluginsManifest,
  'plugins:uninstall': PluginsUninstall,
  record: Record,
  routes: Routes,
  spot: Spot,
};

/** The categories of the bundled plugins. */
export const categories: CategoriesHook = async () => pluginCategories;
