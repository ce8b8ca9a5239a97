import type { LeafContext } from '@aemm/core';
import {
  CATEGORY_CONTRACT,
  choiceSetting,
  defineCategory,
  formatTime,
  integerSetting,
  timeSetting,
} from '@aemm/core';

const settings = {
  action: choiceSetting(['terminate', 'hibernate', 'stop'], {
    char: 'a',
    default: 'terminate',
    description: 'action in the spot interruption notice',
  }),
  time: timeSetting({
    char: 't',
    description:
      'when the instance is interrupted, in RFC3339 format, e.g. 2020-01-07T01:03:47Z (default: request time + 2 minutes)',
  }),
  'rebalance-rec-time': timeSetting({
    char: 'r',
    description:
      'notice time of the rebalance recommendation, in RFC3339 format (default: request time)',
  }),
  // AEMM has these two for every command.
  'rebalance-delay-sec': integerSetting({
    description: 'seconds from the start until the rebalance recommendation appears',
    default: 0,
    global: true,
  }),
  'rebalance-trigger-time': timeSetting({
    description: 'when the rebalance recommendation appears; beats rebalance-delay-sec',
    global: true,
  }),
};

/** EC2 gives a Spot instance two minutes. */
const WARNING_MS = 120_000;

function interruptionTime({ settings: { time }, time: now }: LeafContext<typeof settings>): string {
  return time || formatTime(now + WARNING_MS);
}

/**
 * Spot interruption notice and rebalance recommendation.
 *
 * @public
 */
export const spot = defineCategory({
  id: 'spot',
  contract: CATEGORY_CONTRACT,
  description: 'Spot interruption notice and rebalance recommendation',
  settings,
  timings: {
    rebalance: { delaySec: 'rebalance-delay-sec', triggerTime: 'rebalance-trigger-time' },
  },
  notices: [
    {
      key: 'spot',
      path: 'meta-data/spot/instance-action',
      trigger: 'mock',
      format: 'json-line',
      value: (context) => ({ action: context.settings.action, time: interruptionTime(context) }),
      since: '2016-11-15',
    },
    {
      key: 'spot-termination-time',
      path: 'meta-data/spot/termination-time',
      trigger: 'mock',
      // EC2 has this one for terminations alone; AEMM has it for every action.
      value: (context) =>
        context.profile === 'aemm' || context.settings.action === 'terminate'
          ? interruptionTime(context)
          : undefined,
      since: '2014-11-05',
    },
    {
      key: 'rebalance-rec-time',
      path: 'meta-data/events/recommendations/rebalance',
      trigger: 'rebalance',
      format: 'json-line',
      value: (context) => ({
        noticeTime: context.settings['rebalance-rec-time'] || formatTime(context.time),
      }),
      since: '2020-10-27',
    },
  ],
});
