import { Spot } from './commands/spot.ts';

/** The commands of this plugin by name, for oclif. */
export const COMMANDS = { spot: Spot };
