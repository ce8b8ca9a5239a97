export type { Style, Terminal } from './banner/terminal.ts';
export { type CategoryCollection, collectCategories } from './categories.ts';
export { checkStart } from './check-start.ts';
export type { CompanionOptions } from './companion.ts';
export {
  type CommandSetup,
  ConfiguredCommand,
  type GivenFlag,
} from './configured-command.ts';
export {
  formatPluginProblem,
  PLUGIN_ERROR_CODES,
  type PluginErrorCode,
  type PluginProblem,
  toPluginProblem,
} from './errors.ts';
export { explain } from './explain.ts';
export { globalFlagsOf, settingFlags } from './flags.ts';
export { CATEGORIES_HOOK, type CategoriesHook, type MockHooks } from './hook.ts';
export { readIdentityKeys } from './identity-keys.ts';
export { MockCommand } from './mock-command.ts';
export type { ObservedRequest } from './observe-requests.ts';
export { type MockRequest, type RunningMock, runMock } from './run-mock.ts';
