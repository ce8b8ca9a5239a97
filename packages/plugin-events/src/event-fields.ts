import { isWritableTime } from '@aemm/core';
import type { ScheduledEvent } from './event.ts';

/** What of an event can be given or changed. */
export type EventFields = Partial<Omit<ScheduledEvent, 'id'>>;

/** The fields that are given: one that is `undefined` would take the place of another. */
export function given(
  fields: { readonly [Name in keyof EventFields]: EventFields[Name] | undefined },
): EventFields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** The event after a change. Its end moves along with a start that would otherwise come later. */
export function changedBy(change: EventFields, event: ScheduledEvent): ScheduledEvent {
  const changed = { ...event, ...change };
  const isMoved = change.notBefore !== undefined || change.notAfter !== undefined;
  // AEMM lets a configured event end before it starts, so that only a change of these times is checked.
  if (!isMoved) return changed;
  if (change.notAfter !== undefined || changed.notBefore <= changed.notAfter) {
    return checked(changed);
  }
  const length = Math.max(event.notAfter - event.notBefore, 0);
  return checked({ ...changed, notAfter: changed.notBefore + length });
}

const TIMES = ['notBefore', 'notAfter', 'notBeforeDeadline'] as const;

/** The event, if its times can be written and it does not end before it starts. */
export function checked(event: ScheduledEvent): ScheduledEvent {
  const late = TIMES.find((name) => !isWritableTime(event[name] ?? 0));
  if (late !== undefined) throw new Error(`${late} would be after the year 9999`);
  if (event.notAfter < event.notBefore) throw new Error('notAfter would be before notBefore');
  return event;
}
