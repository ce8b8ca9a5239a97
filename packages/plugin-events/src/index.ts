export { events } from './category.ts';
export { Events } from './commands/events.ts';
