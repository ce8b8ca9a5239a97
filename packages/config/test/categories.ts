import type { AnyCategory } from '@aemm/core';
import {
  bundledCategories,
  choiceSetting,
  defineCategory,
  integerSetting,
  timeSetting,
} from '@aemm/core';

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
    'rebalance-delay-sec': integerSetting({ description: 'seconds', default: 0, global: true }),
    'rebalance-trigger-time': timeSetting({ description: 'when', global: true }),
  },
  timings: {
    rebalance: { delaySec: 'rebalance-delay-sec', triggerTime: 'rebalance-trigger-time' },
  },
  notices: [
    {
      key: 'spot',
      path: 'meta-data/spot/instance-action',
      trigger: 'mock',
      value: ({ settings }) => settings.action,
    },
    {
      key: 'spot-termination-time',
      path: 'meta-data/spot/termination-time',
      trigger: 'mock',
      value: ({ settings }) => settings.time,
    },
    {
      key: 'rebalance-rec-time',
      path: 'meta-data/events/recommendations/rebalance',
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
      path: 'meta-data/events/maintenance/scheduled',
      trigger: 'mock',
      value: ({ settings, value }) => [{ Code: settings.code, EventId: value('event-id') ?? null }],
    },
  ],
});

const targetLifecycle = defineCategory({
  id: 'target-lifecycle',
  contract: 1,
  description: 'Target lifecycle state',
  settings: {
    'asg-termination-delay-sec': integerSetting({
      description: 'seconds',
      default: 0,
      global: true,
    }),
    'asg-termination-trigger-time': timeSetting({ description: 'when', global: true }),
  },
  timings: {
    termination: {
      delaySec: 'asg-termination-delay-sec',
      triggerTime: 'asg-termination-trigger-time',
    },
  },
  notices: [
    {
      key: 'target-lifecycle-state',
      path: 'meta-data/autoscaling/target-lifecycle-state',
      trigger: 'termination',
      before: ({ instance }) => (instance.autoScaling ? 'InService' : undefined),
      value: ({ instance }) => (instance.autoScaling ? 'Terminated' : undefined),
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
