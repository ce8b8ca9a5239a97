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
  readonly profile: string;
  value(key: string): Value | undefined;
}

/** The event that the configuration describes: with its times, or so many days after the start of the mock. */
export function configuredEvent(source: EventSource): ScheduledEvent {
  const { settings, startedAt, profile, value } = source;
  const notBefore = parseTime(settings['not-before']) ?? startedAt;
  // AEMM counts from the start of the mock, even if the event then ends before it starts.
  const endsFrom = profile === 'aemm' ? startedAt : notBefore;
  return {
    id: value('event-id') ?? null,
    code: settings.code,
    description: `The instance is scheduled for ${settings.code}`,
    state: settings.state,
    notBefore,
    notAfter: parseTime(settings['not-after']) ?? endsFrom + 7 * DAY_MS,
    notBeforeDeadline: parseTime(settings['not-before-deadline']) ?? startedAt + 9 * DAY_MS,
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
