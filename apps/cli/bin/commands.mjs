import { loadCommands } from './load-bundle.js';

/** What oclif loads to run a command, or to ask for the categories of the bundled plugins. */
export const { COMMANDS, categories } = await loadCommands();
