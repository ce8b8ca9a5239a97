import type { ActionContext, LeafContext } from '@aemm/core';
import {
  CATEGORY_CONTRACT,
  choiceSetting,
  defineCategory,
  formatTime,
  integerSetting,
  isWritableTime,
  TimeInputSchema,
  timeSetting,
} from '@aemm/core';
import * as z from 'zod/mini';

const ACTIONS = ['terminate', 'hibernate', 'stop'] as const;

const settings = {
  action: choiceSetting(ACTIONS, {
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

/**
 * What the actions of {@link spot} made: `null` if there is no such notice, absent if it is as configured.
 *
 * @public
 */
export interface SpotState {
  /** The interruption notice: since when, in milliseconds since the Unix epoch, what happens and when, in RFC 3339. */
  readonly interruption?: {
    readonly noticedAt: number;
    readonly action: 'terminate' | 'hibernate' | 'stop';
    readonly time: string;
  } | null;
  /** The rebalance recommendation: since when, in milliseconds since the Unix epoch. */
  readonly rebalance?: { readonly noticedAt: number } | null;
}

type Context = LeafContext<typeof settings, SpotState>;
type Acting = ActionContext<SpotState, typeof settings>;

const actionOf = ({ state, settings }: Context): string =>
  state.interruption?.action ?? settings.action;

const interruptionTime = ({ state, settings, time }: Context): string =>
  (state.interruption?.time ?? settings.time) || formatTime(time + WARNING_MS);

const noticed = (notice: { readonly noticedAt: number } | null | undefined) =>
  notice === null ? null : notice?.noticedAt;

const interruption = z
  .strictObject({
    action: z.optional(
      z.enum(ACTIONS).check(z.describe('what happens to the instance; the setting if absent')),
    ),
    inSeconds: z.optional(
      z
        .number()
        .check(z.minimum(0), z.describe('seconds until it happens; 120 if absent, as on EC2')),
    ),
    time: z.optional(
      TimeInputSchema.check(z.describe('when it happens, in RFC 3339, instead of inSeconds')),
    ),
  })
  .check(
    z.refine(
      ({ inSeconds, time }) => inSeconds === undefined || time === undefined,
      'takes one of inSeconds, time',
    ),
  );

function interrupt(
  { action, inSeconds, time }: z.output<typeof interruption>,
  { state, settings, at }: Acting,
): { state: SpotState } {
  const delay = inSeconds === undefined ? WARNING_MS : inSeconds * 1000;
  const happensAt = time ?? at + delay;
  if (!isWritableTime(happensAt)) throw new Error('it would happen after the year 9999');
  return {
    state: {
      ...state,
      interruption: {
        noticedAt: at,
        action: action ?? settings.action,
        time: formatTime(happensAt),
      },
    },
  };
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
  state: {} as SpotState,
  actions: {
    interrupt: {
      description: 'Gives the notice that the instance will be interrupted',
      input: interruption,
      run: interrupt,
    },
    clear: {
      description: 'Takes the interruption notice back',
      input: z.strictObject({}),
      run: (_, { state }) => ({ state: { ...state, interruption: null } }),
    },
    'recommend-rebalance': {
      description: 'Recommends to rebalance',
      input: z.strictObject({}),
      run: (_, { state, at }) => ({ state: { ...state, rebalance: { noticedAt: at } } }),
    },
    'clear-rebalance': {
      description: 'Takes the rebalance recommendation back',
      input: z.strictObject({}),
      run: (_, { state }) => ({ state: { ...state, rebalance: null } }),
    },
  },
  notices: [
    {
      key: 'spot',
      path: 'meta-data/spot/instance-action',
      trigger: 'mock',
      firesAt: ({ state }) => noticed(state.interruption),
      format: 'json-line',
      value: (context) => ({ action: actionOf(context), time: interruptionTime(context) }),
      since: '2016-11-15',
    },
    {
      key: 'spot-termination-time',
      path: 'meta-data/spot/termination-time',
      trigger: 'mock',
      firesAt: ({ state }) => noticed(state.interruption),
      // EC2 has this one for terminations alone; AEMM has it for every action.
      value: (context) =>
        context.profile === 'aemm' || actionOf(context) === 'terminate'
          ? interruptionTime(context)
          : undefined,
      since: '2014-11-05',
    },
    {
      key: 'rebalance-rec-time',
      path: 'meta-data/events/recommendations/rebalance',
      trigger: 'rebalance',
      firesAt: ({ state }) => noticed(state.rebalance),
      format: 'json-line',
      value: ({ state, settings, time }) => ({
        noticeTime: state.rebalance
          ? formatTime(state.rebalance.noticedAt)
          : settings['rebalance-rec-time'] || formatTime(time),
      }),
      since: '2020-10-27',
    },
  ],
});
