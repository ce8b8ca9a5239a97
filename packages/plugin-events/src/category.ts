import { CATEGORY_CONTRACT, defineCategory } from '@aemm/core';
import { actions } from './actions.ts';
import { toAemm, toEc2 } from './event.ts';
import { settings } from './settings.ts';
import type { EventsState } from './state.ts';
import { appearsAt, scheduledAt } from './state.ts';

export type { ScheduledEvent } from './event.ts';
export type { EventsState } from './state.ts';

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
  state: undefined as EventsState | undefined,
  actions,
  leaves: [
    { key: 'event-id', value: 'instance-event-1234567890abcdef0' },
    {
      key: 'events-history',
      path: 'meta-data/events/maintenance/history',
      format: 'json',
      value: ({ state, profile }) => {
        const format = profile === 'aemm' ? toAemm : toEc2;
        if (state !== undefined) return state.history.map(format);
        return profile === 'aemm' ? undefined : [];
      },
      since: '2018-08-17',
    },
  ],
  notices: [
    {
      key: 'events',
      path: 'meta-data/events/maintenance/scheduled',
      trigger: 'mock',
      firesAt: ({ state }) => appearsAt(state),
      format: 'json',
      // EC2 always has the list; AEMM has none until there is an event.
      before: ({ profile }) => (profile === 'aemm' ? undefined : []),
      value(context) {
        const { state, profile, triggeredAt } = context;
        // Time matters only while the configured event is still to come.
        const hasTriggered = state?.isConfiguredPending === true && context.now >= triggeredAt;
        const scheduled = scheduledAt(state, context, hasTriggered);
        return scheduled.map(profile === 'aemm' ? toAemm : toEc2);
      },
      since: '2018-08-17',
    },
  ],
});
