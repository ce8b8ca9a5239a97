import { CATEGORY_CONTRACT, defineCategory, integerSetting, timeSetting } from '@aemm/core';

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
    // AEMM has these two for every command.
    'asg-termination-delay-sec': integerSetting({
      description: 'seconds from the start until the target lifecycle state is Terminated',
      default: 0,
      global: true,
    }),
    'asg-termination-trigger-time': timeSetting({
      description:
        'when the target lifecycle state becomes Terminated; beats asg-termination-delay-sec',
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
      // AEMM's instance is always in a group.
      before: ({ profile, instance }) =>
        profile === 'aemm' || instance.autoScaling ? 'InService' : undefined,
      value: () => 'Terminated',
      since: '2021-07-15',
    },
  ],
});
