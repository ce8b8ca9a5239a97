import { CATEGORY_CONTRACT, defineCategory } from '@aemm/core';

/**
 * The state that an Auto Scaling group moves its instance to.
 *
 * @public
 */
export const asgLifecycle = defineCategory({
  id: 'asglifecycle',
  contract: CATEGORY_CONTRACT,
  description: 'Auto Scaling target lifecycle state',
  notices: [
    {
      key: 'target-lifecycle-state',
      path: '/latest/meta-data/autoscaling/target-lifecycle-state',
      trigger: 'asg-termination',
      before: 'InService',
      value: () => 'Terminated',
      since: '2021-07-15',
    },
  ],
});
