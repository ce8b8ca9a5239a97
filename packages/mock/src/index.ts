// Declarations that name `Disposable` bring it along, whatever `lib` a user has.
/// <reference lib="esnext.disposable" preserve="true" />
export {
  type ClientEnvironment,
  clientEnvironment,
  type Environment,
  type EnvironmentRequest,
} from './environment/environment.ts';
export {
  COMPETING_VARIABLES,
  ENDPOINT_MODE_VARIABLE,
  ENDPOINT_VARIABLES,
  SHARED_FILE_VARIABLES,
  type VariableGroup,
} from './environment/variables.ts';
export type { CategorySettings, ServeOptions, StartOptions } from './options.ts';
export type { DrivenInstance, MockFault, RunningMock, UsedEnvironment } from './running-mock.ts';
export { startMock } from './start-mock.ts';
export type { WaitOptions } from './wait-for-request.ts';
