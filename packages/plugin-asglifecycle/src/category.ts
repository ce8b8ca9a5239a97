import {
  CATEGORY_CONTRACT,
  choiceSetting,
  defineCategory,
  integerSetting,
  timeSetting,
} from '@aemm/core';
import * as z from 'zod/mini';

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
 * What the action of {@link asgLifecycle} made.
 *
 * @public
 */
export interface LifecycleState {
  /** The target lifecycle state. */
  readonly target: string;
  /** Since when, in milliseconds since the Unix epoch. */
  readonly setAt: number;
}

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
  state: undefined as LifecycleState | undefined,
  actions: {
    set: {
      description: 'Sets the target lifecycle state',
      input: z.strictObject({
        state: z.enum(STATES).check(z.describe('the state that the group moves the instance to')),
      }),
      run: ({ state }, { at }) => ({ state: { target: state, setAt: at } }),
    },
  },
  notices: [
    {
      key: 'target-lifecycle-state',
      path: 'meta-data/autoscaling/target-lifecycle-state',
      trigger: 'termination',
      firesAt: ({ state }) => state?.setAt,
      before: ({ settings, instance }) =>
        instance.autoScaling ? settings['initial-state'] : undefined,
      // EC2 has it where something asks for it, AEMM unless the instance is in no group.
      value: ({ state, settings, instance, profile }) => {
        if (state !== undefined) return state.target;
        return instance.autoScaling || profile !== 'aemm' ? settings['target-state'] : undefined;
      },
      since: '2021-07-15',
    },
  ],
});
