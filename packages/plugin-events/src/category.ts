import type { NoticeContext, Value } from '@aemm/core';
import {
  CATEGORY_CONTRACT,
  choiceSetting,
  defineCategory,
  parseTime,
  timeSetting,
} from '@aemm/core';
import { formatEventTime } from './event-time.ts';

const DAY_MS = 86_400_000;

const settings = {
  code: choiceSetting(
    [
      'instance-reboot',
      'system-reboot',
      'system-maintenance',
      'instance-retirement',
      'instance-stop',
    ],
    { char: 'o', default: 'system-reboot', description: 'event code in the scheduled event' },
  ),
  state: choiceSetting(['active', 'completed', 'canceled'], {
    char: 't',
    default: 'active',
    description: 'state of the scheduled event',
  }),
  'not-before': timeSetting({
    char: 'b',
    description:
      'earliest start of the event, in RFC3339 format, e.g. 2020-01-07T01:03:47Z (default: start of the mock)',
  }),
  'not-after': timeSetting({
    char: 'a',
    description: 'latest end of the event, in RFC3339 format (default: start of the mock + 7 days)',
  }),
  'not-before-deadline': timeSetting({
    char: 'l',
    description:
      'deadline for the start of the event, in RFC3339 format (default: start of the mock + 9 days)',
  }),
};

type Context = NoticeContext<typeof settings>;

/** The times of the event: as configured, or so many days after the start of the mock. */
function timesOf({ settings, startedAt }: Context) {
  const at = (time: string, days: number): string =>
    formatEventTime(parseTime(time) ?? startedAt + days * DAY_MS);
  return {
    NotBefore: at(settings['not-before'], 0),
    NotAfter: at(settings['not-after'], 7),
    NotBeforeDeadline: at(settings['not-before-deadline'], 9),
  };
}

/** The event with the fields of AEMM, in its order. */
function aemmEvent(context: Context): Record<string, Value> {
  const { settings, value } = context;
  return {
    Code: settings.code,
    Description: `The instance is scheduled for ${settings.code}`,
    State: settings.state,
    EventId: value('event-id') ?? null,
    ...timesOf(context),
  };
}

/** The event with the fields of EC2, in its order, which has no deadline. */
function scheduledEvent(context: Context): Record<string, Value> {
  const { settings, value } = context;
  const { NotBefore, NotAfter } = timesOf(context);
  return {
    NotBefore,
    Code: settings.code,
    Description: `The instance is scheduled for ${settings.code}`,
    EventId: value('event-id') ?? null,
    NotAfter,
    State: settings.state,
  };
}

/**
 * Scheduled maintenance events.
 *
 * @public
 */
export const events = defineCategory({
  id: 'events',
  contract: CATEGORY_CONTRACT,
  description: 'Scheduled maintenance events',
  settings,
  leaves: [
    { key: 'event-id', value: 'instance-event-1234567890abcdef0' },
    {
      key: 'events-history',
      path: 'meta-data/events/maintenance/history',
      format: 'json',
      value: ({ profile }) => (profile === 'aemm' ? undefined : []),
      since: '2018-08-17',
    },
  ],
  notices: [
    {
      key: 'events',
      path: 'meta-data/events/maintenance/scheduled',
      trigger: 'mock',
      format: 'json',
      // EC2 always has the list; AEMM has none until there is an event.
      before: ({ profile }) => (profile === 'aemm' ? undefined : []),
      value: (context) => [
        context.profile === 'aemm' ? aemmEvent(context) : scheduledEvent(context),
      ],
      since: '2018-08-17',
    },
  ],
});
