import type { EventSource, ScheduledEvent } from './event.ts';
import { configuredEvent } from './event.ts';

/**
 * What the actions of the category made of its events.
 *
 * @public
 */
export interface EventsState {
  /** The events that are scheduled, beside a configured one that is still to come. */
  readonly scheduled: readonly ScheduledEvent[];
  /** The events that were completed or canceled, the last one first. */
  readonly history: readonly ScheduledEvent[];
  /** Whether the configured event is still to come. */
  readonly isConfiguredPending: boolean;
  /** When events were first changed, in milliseconds since the Unix epoch. */
  readonly since: number;
}

/** The events that are scheduled at a time; without a state, the configured one. */
export function scheduledAt(
  state: EventsState | undefined,
  source: EventSource,
  hasTriggered: boolean,
): readonly ScheduledEvent[] {
  if (state === undefined) return [configuredEvent(source)];
  const isDue = state.isConfiguredPending && hasTriggered;
  return isDue ? [configuredEvent(source), ...state.scheduled] : state.scheduled;
}

/** When the list of events appears; `undefined`: with the configured one, `null`: not at all. */
export function appearsAt(state: EventsState | undefined): number | null | undefined {
  if (state === undefined) return undefined;
  if (state.scheduled.length > 0) return state.since;
  return state.isConfiguredPending ? undefined : null;
}
