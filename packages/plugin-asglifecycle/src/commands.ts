import { AsgLifecycle } from './commands/asglifecycle.ts';

/** The commands of this plugin by name, for oclif. */
export const COMMANDS = { asglifecycle: AsgLifecycle };
