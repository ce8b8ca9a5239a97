import type { Value } from '@aemm/core';
import { parseTime } from '@aemm/core';
import { formatEventTime } from './event-time.ts';
import type { EventSettings } from './settings.ts';

const DAY_MS = 86_400_000;

/**
 * A scheduled event. Times in milliseconds since the Unix epoch.
 *
 * @public
 */
export interface ScheduledEvent {
  /** Its id: `instance-event-1234567890abcdef0`. */
  readonly id: Value;
  /** What will happen: `system-reboot`. */
  readonly code: string;
  /** What is written about it. */
  readonly description: string;
  /** `active`, `completed` or `canceled`. */
  readonly state: string;
  /** The earliest start. */
  readonly notBefore: number;
  /** The latest end. */
  readonly notAfter: number;
  /** The deadline for the start. */
  readonly notBeforeDeadline?: number;
}

/** What an event is made from that the configuration describes. */
export interface EventSource {
  readonly settings: EventSettings;
  readonly startedAt: number;
  value(key: string): Value | undefined;
}

/** The event that the configuration describes: with its times, or so many days after the start of the mock. */
export function configuredEvent({ settings, startedAt, value }: EventSource): ScheduledEvent {
  const at = (time: string, days: number): number => parseTime(time) ?? startedAt + days * DAY_MS;
  return {
    id: value('event-id') ?? null,
    code: settings.code,
    description: `The instance is scheduled for ${settings.code}`,
    state: settings.state,
    notBefore: at(settings['not-before'], 0),
    notAfter: at(settings['not-after'], 7),
    notBeforeDeadline: at(settings['not-before-deadline'], 9),
  };
}

/** An event with the fields of AEMM, in its order. */
export function toAemm(event: ScheduledEvent): Record<string, Value> {
  const { id, code, description, state, notBeforeDeadline } = event;
  return {
    Code: code,
    Description: description,
    State: state,
    EventId: id,
    NotBefore: formatEventTime(event.notBefore),
    NotAfter: formatEventTime(event.notAfter),
    ...(notBeforeDeadline !== undefined && {
      NotBeforeDeadline: formatEventTime(notBeforeDeadline),
    }),
  };
}

/** An event with the fields of EC2, in its order, which has no deadline. */
export function toEc2(event: ScheduledEvent): Record<string, Value> {
  const { id, code, description, state } = event;
  return {
    NotBefore: formatEventTime(event.notBefore),
    Code: code,
    Description: description,
    EventId: id,
    NotAfter: formatEventTime(event.notAfter),
    State: state,
  };
}
