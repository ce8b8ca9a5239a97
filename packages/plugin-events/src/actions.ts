import type { ActionContext, ActionResult } from '@aemm/core';
import { TimeInputSchema } from '@aemm/core';
import * as z from 'zod/mini';
import type { ScheduledEvent } from './event.ts';
import { configuredEvent } from './event.ts';
import { changedBy, checked, given } from './event-fields.ts';
import type { settings } from './settings.ts';
import { CODES, STATES } from './settings.ts';
import type { EventsState } from './state.ts';

type Context = ActionContext<EventsState | undefined, typeof settings>;
type Result = ActionResult<EventsState | undefined>;

const WEEK_MS = 7 * 86_400_000;

const time = (meaning: string) =>
  z.optional(TimeInputSchema.check(z.describe(`${meaning}, in RFC 3339`)));
const description = z.optional(z.string().check(z.describe('what is written about the event')));
const notBefore = time('earliest start of the event');
const notAfter = time('latest end of the event');
const notBeforeDeadline = time('deadline for the start of the event');
const eventId = z.optional(
  z.string().check(z.describe('the id of the event; not needed where there is one')),
);

const newEvent = z
  .strictObject({
    code: z.optional(z.enum(CODES).check(z.describe('what will happen; the setting if absent'))),
    eventId: z.optional(
      z
        .string()
        .check(z.describe('the id of the event, which no other has or had; a new one if absent')),
    ),
    description,
    inSeconds: z.optional(
      z
        .number()
        .check(z.minimum(0), z.describe('seconds until the earliest start, instead of notBefore')),
    ),
    notBefore,
    notAfter,
    notBeforeDeadline,
  })
  .check(
    z.refine(
      ({ inSeconds, notBefore }) => inSeconds === undefined || notBefore === undefined,
      'takes one of inSeconds, notBefore',
    ),
  );

const changedEvent = z.strictObject({
  eventId,
  code: z.optional(z.enum(CODES).check(z.describe('what will happen'))),
  state: z.optional(z.enum(STATES).check(z.describe('the state of the event'))),
  description,
  notBefore,
  notAfter,
  notBeforeDeadline,
});

const whichEvent = z.strictObject({ eventId });

/** What can happen to scheduled events. */
export const actions = {
  schedule: {
    description: 'Schedules an event',
    input: newEvent,
    run(input: z.output<typeof newEvent>, context: Context): Result {
      const state = stateOf(context);
      const event = eventFrom(input, context, newId(input.eventId, state, context));
      return { state: { ...state, scheduled: [...state.scheduled, event] } };
    },
  },
  update: {
    description: 'Changes a scheduled event',
    input: changedEvent,
    run({ eventId, ...fields }: z.output<typeof changedEvent>, context: Context): Result {
      const state = stateOf(context);
      const event = find(state, eventId);
      const changed = changedBy(given(fields), event);
      const scheduled = state.scheduled.map((other) => (other === event ? changed : other));
      return { state: { ...state, scheduled } };
    },
  },
  complete: {
    description: 'Completes an event, which moves it to the history',
    input: whichEvent,
    run: (input: z.output<typeof whichEvent>, context: Context) =>
      finish(input, context, 'completed', '[Completed]'),
  },
  cancel: {
    description: 'Cancels an event, which moves it to the history',
    input: whichEvent,
    run: (input: z.output<typeof whichEvent>, context: Context) =>
      finish(input, context, 'canceled', '[Canceled]'),
  },
  clear: {
    description: 'Removes all events, the configured one and the history included',
    input: z.strictObject({}),
    run: (_: unknown, { at }: Context): Result => ({
      state: { scheduled: [], history: [], isConfiguredPending: false, since: at },
    }),
  },
};

/** The state before the first action: with the configured event, once it was triggered. */
function stateOf(context: Context): EventsState {
  const { state, at } = context;
  const isPending = context.triggersAt('events') > at;
  if (state === undefined) {
    return {
      scheduled: isPending ? [] : [configuredEvent(context)],
      history: [],
      isConfiguredPending: isPending,
      since: at,
    };
  }
  if (!state.isConfiguredPending || isPending) return state;
  const scheduled = [configuredEvent(context), ...state.scheduled];
  return { ...state, scheduled, isConfiguredPending: false };
}

/** The id of a new event: the one that was asked for, or one that is free. */
function newId(eventId: string | undefined, state: EventsState, context: Context): string {
  if (eventId === undefined) return freeId(state, context);
  if (!isTaken(eventId, state, context)) return eventId;
  throw new Error(`there is an event "${eventId}" already`);
}

function freeId(state: EventsState, context: Context): string {
  let number = state.scheduled.length + state.history.length + 1;
  const id = () => `instance-event-${number.toString(16).padStart(17, '0')}`;
  while (isTaken(id(), state, context)) number += 1;
  return id();
}

/** Whether an event has an id: one that is scheduled or past, or the configured one that is still to come. */
function isTaken(
  eventId: string,
  { scheduled, history, isConfiguredPending }: EventsState,
  { value, triggersAt }: Context,
): boolean {
  const isToCome = isConfiguredPending && Number.isFinite(triggersAt('events'));
  if (isToCome && value('event-id') === eventId) return true;
  return [scheduled, history].some((list) => list.some(({ id }) => id === eventId));
}

function eventFrom(
  { inSeconds, eventId: _, ...fields }: z.output<typeof newEvent>,
  { settings, at }: Context,
  id: string,
): ScheduledEvent {
  const code = fields.code ?? settings.code;
  const { notBefore = at + (inSeconds ?? 0) * 1000, ...others } = given(fields);
  return checked({
    id,
    code,
    description: `The instance is scheduled for ${code}`,
    state: 'active',
    notBefore,
    notAfter: notBefore + WEEK_MS,
    ...others,
  });
}

function finish(
  { eventId }: z.output<typeof whichEvent>,
  context: Context,
  finished: ScheduledEvent['state'],
  mark: string,
): Result {
  const state = stateOf(context);
  const event = find(state, eventId);
  const past = { ...event, state: finished, description: `${mark} ${event.description}` };
  return {
    state: {
      ...state,
      scheduled: state.scheduled.filter((other) => other !== event),
      history: [past, ...state.history],
    },
  };
}

/** The event of an id, or the only one. */
function find({ scheduled }: EventsState, eventId: string | undefined): ScheduledEvent {
  const found = scheduled.filter(({ id }) => eventId === undefined || id === eventId);
  const [event] = found;
  if (event !== undefined && found.length === 1) return event;
  const ids = scheduled.map(({ id }) => String(id)).join(', ');
  if (scheduled.length === 0) throw new Error('no event is scheduled');
  if (eventId === undefined) throw new Error(`several events are scheduled, name one: ${ids}`);
  throw new Error(`there is no event "${eventId}", only ${ids}`);
}
