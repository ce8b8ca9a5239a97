import { createRequire } from 'node:module';

// What oclif loads to run a command, or to ask the bundled plugins for their categories.
const { loadCommands } = createRequire(import.meta.url)('../dist/main.cjs');

export const { COMMANDS, categories } = await loadCommands();
