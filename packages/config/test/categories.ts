import type { AnyCategory } from '@aemm/core';
import { bundledCategories, choiceSetting, defineCategory, timeSetting } from '@aemm/core';

/** Stands for the category of a plugin, which this package must not import. */
const spot = defineCategory({
  id: 'spot',
  contract: 1,
  description: 'Spot notices',
  settings: {
    action: choiceSetting(['terminate', 'hibernate', 'stop'], {
      char: 'a',
      default: 'terminate',
      description: 'action in the notice',
    }),
    time: timeSetting({ char: 't', description: 'when it happens' }),
    'rebalance-rec-time': timeSetting({ char: 'r', description: 'when it is recommended' }),
  },
  notices: [
    {
      key: 'spot',
      path: '/latest/meta-data/spot/instance-action',
      trigger: 'mock',
      value: ({ settings }) => settings.action,
    },
    {
      key: 'spot-termination-time',
      path: '/latest/meta-data/spot/termination-time',
      trigger: 'mock',
      value: ({ settings }) => settings.time,
    },
    {
      key: 'rebalance-rec-time',
      path: '/latest/meta-data/events/recommendations/rebalance',
      trigger: 'rebalance',
      value: ({ settings }) => settings['rebalance-rec-time'],
    },
  ],
});

const CODES = [
  'instance-reboot',
  'system-reboot',
  'system-maintenance',
  'instance-retirement',
  'instance-stop',
] as const;

const events = defineCategory({
  id: 'events',
  contract: 1,
  description: 'Scheduled events',
  settings: {
    code: choiceSetting(CODES, { char: 'o', default: 'system-reboot', description: 'its code' }),
    state: choiceSetting(['active', 'completed', 'canceled'], {
      char: 't',
      default: 'active',
      description: 'its state',
    }),
    'not-before': timeSetting({ char: 'b', description: 'its earliest start' }),
    'not-after': timeSetting({ char: 'a', description: 'its latest end' }),
    'not-before-deadline': timeSetting({ char: 'l', description: 'the deadline for its start' }),
  },
  leaves: [{ key: 'event-id', value: 'instance-event-1234567890abcdef0' }],
  notices: [
    {
      key: 'events',
      path: '/latest/meta-data/events/maintenance/scheduled',
      trigger: 'mock',
      value: ({ settings, value }) => [{ Code: settings.code, EventId: value('event-id') ?? null }],
    },
  ],
});

const targetLifecycle = defineCategory({
  id: 'target-lifecycle',
  contract: 1,
  description: 'Target lifecycle state',
  notices: [
    {
      key: 'target-lifecycle-state',
      path: '/latest/meta-data/autoscaling/target-lifecycle-state',
      trigger: 'asg-termination',
      before: 'InService',
      value: () => 'Terminated',
    },
  ],
});

/** All that AEMM knows. */
export const categories: readonly AnyCategory[] = [
  ...bundledCategories,
  spot,
  events,
  targetLifecycle,
];

/** What AEMM serves under its command `spot`. */
export const spotOnly: readonly AnyCategory[] = [...bundledCategories, spot];
