// Declarations that name `Disposable` bring it along, whatever `lib` a user has.
/// <reference lib="esnext.disposable" preserve="true" />

export {
  type CategorySettings,
  type RunningMock,
  type ServeOptions,
  type StartOptions,
  startMock,
} from '@aemm/mock';
export type { CliOptions, CliResult } from './cli/options.ts';
export { runCli } from './cli/run-cli.ts';
export { type RunningCli, startCli } from './cli/start-cli.ts';
export { type Files, type TempTree, tempTree } from './temp-tree.ts';
