import type { InProcess } from './interfaces.ts';

export const META = '/latest/meta-data';

/** One operation by each of its interfaces, and where its effect shows. */
export interface Row {
  readonly name: string;
  readonly inProcess: (mock: InProcess) => unknown;
  readonly http: readonly [method: string, path: string, body?: unknown];
  readonly ctl: readonly string[];
  readonly shows: readonly string[];
  /** The operation that has to come first, so that there is something to see. */
  readonly after?: Row;
}

const INTERRUPT: Row = {
  name: 'spot interrupt',
  inProcess: ({ actions }) => actions.spot.interrupt({ action: 'stop', inSeconds: 60 }),
  http: ['POST', '/v1/actions/spot/interrupt', { action: 'stop', inSeconds: 60 }],
  ctl: ['spot', 'interrupt', '--action', 'stop', '--in-seconds', '60'],
  shows: [`${META}/spot/instance-action`, `${META}/spot/termination-time`],
};

const REBALANCE: Row = {
  name: 'spot recommend-rebalance',
  inProcess: ({ actions }) => actions.spot.recommendRebalance(),
  http: ['POST', '/v1/actions/spot/recommend-rebalance', {}],
  ctl: ['spot', 'recommend-rebalance'],
  shows: [`${META}/events/recommendations/rebalance`],
};

const SCHEDULE: Row = {
  name: 'events schedule',
  inProcess: ({ actions }) => actions.events.schedule({ eventId: 'one', code: 'instance-stop' }),
  http: ['POST', '/v1/actions/events/schedule', { eventId: 'one', code: 'instance-stop' }],
  ctl: ['events', 'schedule', '--event-id=one', '--code=instance-stop'],
  shows: [`${META}/events/maintenance/scheduled`, `${META}/events/maintenance/history`],
};

const CREDENTIALS = `${META}/iam/security-credentials/baskinc-role`;

const FAIL: Row = {
  name: 'iam fail',
  inProcess: ({ actions }) => actions.iam.fail({ code: 'NoInstanceProfile' }),
  http: ['POST', '/v1/actions/iam/fail', { code: 'NoInstanceProfile' }],
  ctl: ['iam', 'fail', '--code', 'NoInstanceProfile'],
  shows: [CREDENTIALS, `${META}/iam/info`, META],
};

const SET_TAG: Row = {
  name: 'tags set',
  inProcess: ({ actions }) => actions.tags.set({ name: 'Name', value: 'web 2' }),
  http: ['POST', '/v1/actions/tags/set', { name: 'Name', value: 'web 2' }],
  ctl: ['tags', 'set', '--name', 'Name', '--value', 'web 2'],
  shows: [`${META}/tags/instance/Name`, `${META}/tags/instance`],
};

const ACTIONS: readonly Row[] = [
  INTERRUPT,
  {
    name: 'spot clear',
    inProcess: ({ actions }) => actions.spot.clear(),
    http: ['POST', '/v1/actions/spot/clear'],
    ctl: ['spot', 'clear'],
    after: INTERRUPT,
    shows: [`${META}/spot/instance-action`],
  },
  REBALANCE,
  {
    name: 'spot clear-rebalance',
    inProcess: ({ actions }) => actions.spot.clearRebalance(),
    http: ['POST', '/v1/actions/spot/clear-rebalance'],
    ctl: ['spot', 'clear-rebalance'],
    after: REBALANCE,
    shows: REBALANCE.shows,
  },
  SCHEDULE,
  {
    name: 'events update',
    inProcess: ({ actions }) => actions.events.update({ eventId: 'one', description: 'later' }),
    http: ['POST', '/v1/actions/events/update', { eventId: 'one', description: 'later' }],
    ctl: ['events', 'update', '--event-id=one', '--description=later'],
    after: SCHEDULE,
    shows: SCHEDULE.shows,
  },
  {
    name: 'events complete',
    inProcess: ({ actions }) => actions.events.complete({ eventId: 'one' }),
    http: ['POST', '/v1/actions/events/complete', { eventId: 'one' }],
    ctl: ['events', 'complete', '--event-id=one'],
    after: SCHEDULE,
    shows: SCHEDULE.shows,
  },
  {
    name: 'events cancel',
    inProcess: ({ actions }) => actions.events.cancel({ eventId: 'one' }),
    http: ['POST', '/v1/actions/events/cancel', { eventId: 'one' }],
    ctl: ['events', 'cancel', '--event-id=one'],
    after: SCHEDULE,
    shows: SCHEDULE.shows,
  },
  {
    name: 'events clear',
    inProcess: ({ actions }) => actions.events.clear(),
    http: ['POST', '/v1/actions/events/clear'],
    ctl: ['events', 'clear'],
    after: SCHEDULE,
    shows: SCHEDULE.shows,
  },
  {
    name: 'asglifecycle set',
    inProcess: ({ actions }) => actions.asglifecycle.set({ state: 'Standby' }),
    http: ['POST', '/v1/actions/asglifecycle/set', { state: 'Standby' }],
    ctl: ['asglifecycle', 'set', '--state', 'Standby'],
    shows: [`${META}/autoscaling/target-lifecycle-state`],
  },
  {
    name: 'iam rotate',
    inProcess: ({ actions }) => actions.iam.rotate(),
    http: ['POST', '/v1/actions/iam/rotate'],
    ctl: ['iam', 'rotate'],
    shows: [CREDENTIALS],
  },
  FAIL,
  {
    name: 'iam restore',
    inProcess: ({ actions }) => actions.iam.restore(),
    http: ['POST', '/v1/actions/iam/restore', {}],
    ctl: ['iam', 'restore'],
    after: FAIL,
    shows: [`${META}/iam/security-credentials/`, META],
  },
  SET_TAG,
  {
    name: 'tags remove',
    inProcess: ({ actions }) => actions.tags.remove({ name: 'Name' }),
    http: ['POST', '/v1/actions/tags/remove', { name: 'Name' }],
    ctl: ['tags', 'remove', '--name', 'Name'],
    after: SET_TAG,
    shows: SET_TAG.shows,
  },
];

const OUTAGE = { name: 'outage', path: '*/mac', status: 503, times: 3 };
const SILENT = [{ name: 'empty', path: '*/hostname', body: '', contentType: 'text/html' }];

export const ADD_FAULT: Row = {
  name: 'fault add',
  inProcess: (mock) => mock.fault(OUTAGE),
  http: ['POST', '/v1/faults', OUTAGE],
  ctl: ['fault', 'add', '--name=outage', '--path=*/mac', '--status=503', '--times=3'],
  shows: [`${META}/mac`, `${META}/hostname`],
};

const FAULTS: readonly Row[] = [
  ADD_FAULT,
  {
    name: 'fault set',
    inProcess: ({ faults }) => faults.set(SILENT),
    http: ['PUT', '/v1/faults', SILENT],
    ctl: ['fault', 'set', JSON.stringify(SILENT)],
    after: ADD_FAULT,
    shows: ADD_FAULT.shows,
  },
  {
    name: 'fault remove',
    inProcess: ({ faults }) => faults.remove('outage'),
    http: ['DELETE', '/v1/faults/outage'],
    ctl: ['fault', 'remove', 'outage'],
    after: ADD_FAULT,
    shows: ADD_FAULT.shows,
  },
  {
    name: 'fault clear',
    inProcess: ({ faults }) => faults.clear(),
    http: ['DELETE', '/v1/faults'],
    ctl: ['fault', 'clear'],
    after: ADD_FAULT,
    shows: ADD_FAULT.shows,
  },
];

const OPERATIONS: readonly Row[] = [
  {
    name: 'patch the instance',
    inProcess: (mock) => mock.patchInstance({ privateIp: '10.0.0.9', tags: null }),
    http: ['PATCH', '/v1/instance', { privateIp: '10.0.0.9', tags: null }],
    ctl: ['instance', 'patch', '{"privateIp":"10.0.0.9","tags":null}'],
    shows: [`${META}/hostname`, `${META}/local-ipv4`],
  },
  {
    name: 'patch the options',
    inProcess: (mock) => mock.patchMetadataOptions({ httpTokens: 'required' }),
    http: ['PATCH', '/v1/metadata-options', { httpTokens: 'required' }],
    ctl: ['metadata-options', '--http-tokens', 'required'],
    shows: [`${META}/mac`],
  },
  {
    name: 'set a path',
    inProcess: (mock) => mock.set(`${META}/rack`, { row: 5 }),
    http: ['PUT', `/v1/paths${META}/rack`, { value: { row: 5 } }],
    ctl: ['set', `${META}/rack`, '{"row":5}'],
    shows: [`${META}/rack`, META],
  },
  {
    name: 'remove a path',
    inProcess: (mock) => mock.remove(`${META}/mac`),
    http: ['DELETE', `/v1/paths${META}/mac`],
    ctl: ['remove', `${META}/mac`],
    shows: [`${META}/mac`, META],
  },
  {
    name: 'advance the clock',
    inProcess: (mock) => mock.clock.advance('2m'),
    http: ['POST', '/v1/clock', { advanceSeconds: 120 }],
    ctl: ['clock', 'advance', '2m'],
    shows: [`${META}/events/recommendations/rebalance`],
  },
  {
    name: 'play a scenario',
    inProcess: (mock) => mock.scenario.play([{ at: '0s', do: 'spot.clear' }]),
    after: INTERRUPT,
    http: ['POST', '/v1/scenarios', { steps: [{ at: '0s', do: 'spot.clear' }] }],
    ctl: ['scenario', 'run', '[{"at":"0s","do":"spot.clear"}]'],
    shows: [`${META}/spot/instance-action`],
  },
];

/** Every operation that a request shows the effect of. */
export const ROWS: readonly Row[] = [...ACTIONS, ...FAULTS, ...OPERATIONS];
