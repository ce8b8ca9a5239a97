import { Ecs } from './commands/ecs.ts';

/** The commands of this plugin by name. */
export const COMMANDS = { ecs: Ecs };
