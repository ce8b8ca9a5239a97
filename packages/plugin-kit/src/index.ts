export { type CategoryCollection, collectCategories } from './categories.ts';
export {
  type CommandSetup,
  ConfiguredCommand,
  type GivenFlag,
  servedCategories,
} from './configured-command.ts';
export { PLUGIN_ERROR_CODES, type PluginErrorCode, type PluginProblem } from './errors.ts';
export { explain } from './explain.ts';
export { settingFlags } from './flags.ts';
export type { CategoriesHook, MockHooks } from './hook.ts';
export { MockCommand } from './mock-command.ts';
export { type MockRequest, type RunningMock, runMock } from './run-mock.ts';
