import {
  CATEGORY_CONTRACT,
  choiceSetting,
  defineCategory,
  integerSetting,
  timeSetting,
} from '@aemm/core';

/** The states that EC2 Auto Scaling moves an instance to. */
const STATES = [
  'Detached',
  'InService',
  'Standby',
  'Terminated',
  'Warmed:Hibernated',
  'Warmed:Running',
  'Warmed:Stopped',
  'Warmed:Terminated',
] as const;

/**
 * The state that an Auto Scaling group moves its instance to.
 *
 * @public
 */
export const asgLifecycle = defineCategory({
  id: 'asglifecycle',
  contract: CATEGORY_CONTRACT,
  description: 'Auto Scaling target lifecycle state',
  settings: {
    'initial-state': choiceSetting(STATES, {
      description: 'target lifecycle state until the delay has passed',
      default: 'InService',
    }),
    'target-state': choiceSetting(STATES, {
      description: 'target lifecycle state once the delay has passed',
      default: 'Terminated',
    }),
    // AEMM has these two for every command.
    'asg-termination-delay-sec': integerSetting({
      description: 'seconds from the start until the target lifecycle state changes',
      default: 0,
      global: true,
    }),
    'asg-termination-trigger-time': timeSetting({
      description: 'when the target lifecycle state changes; beats asg-termination-delay-sec',
      global: true,
    }),
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
      before: ({ settings, instance }) =>
        instance.autoScaling ? settings['initial-state'] : undefined,
      // EC2 has it where something asks for it, AEMM unless the instance is in no group.
      value: ({ settings, instance, profile }) =>
        instance.autoScaling || profile !== 'aemm' ? settings['target-state'] : undefined,
      since: '2021-07-15',
    },
  ],
});
