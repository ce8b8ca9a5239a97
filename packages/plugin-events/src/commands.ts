import { Events } from './commands/events.ts';

/** The commands of this plugin by name, for oclif. */
export const COMMANDS = { events: Events };
