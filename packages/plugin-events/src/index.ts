export { type EventsState, events, type ScheduledEvent } from './category.ts';
export { Events } from './commands/events.ts';
