import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Controlled, InProcess } from './support/interfaces.ts';
import { NOW, SAME_FLAGS, startControlled, startInProcess } from './support/interfaces.ts';

const META = '/latest/meta-data';

/** One operation by each of its interfaces, and where its effect shows. */
interface Row {
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

const SCHEDULE: Row = {
  name: 'events schedule',
  inProcess: ({ actions }) => actions.events.schedule({ eventId: 'one', code: 'instance-stop' }),
  http: ['POST', '/v1/actions/events/schedule', { eventId: 'one', code: 'instance-stop' }],
  ctl: ['events', 'schedule', '--event-id=one', '--code=instance-stop'],
  shows: [`${META}/events/maintenance/scheduled`],
};

const CREDENTIALS = `${META}/iam/security-credentials/baskinc-role`;

const FAIL: Row = {
  name: 'iam fail',
  inProcess: ({ actions }) => actions.iam.fail({ code: 'NoInstanceProfile' }),
  http: ['POST', '/v1/actions/iam/fail', { code: 'NoInstanceProfile' }],
  ctl: ['iam', 'fail', '--code', 'NoInstanceProfile'],
  shows: [CREDENTIALS, `${META}/iam/info`, META],
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
  {
    name: 'spot recommend-rebalance',
    inProcess: ({ actions }) => actions.spot.recommendRebalance(),
    http: ['POST', '/v1/actions/spot/recommend-rebalance', {}],
    ctl: ['spot', 'recommend-rebalance'],
    shows: [`${META}/events/recommendations/rebalance`],
  },
  SCHEDULE,
  {
    name: 'events clear',
    inProcess: ({ actions }) => actions.events.clear(),
    http: ['POST', '/v1/actions/events/clear'],
    ctl: ['events', 'clear'],
    after: SCHEDULE,
    shows: [`${META}/events/maintenance/scheduled`, `${META}/events/maintenance/history`],
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
  {
    name: 'tags set',
    inProcess: ({ actions }) => actions.tags.set({ name: 'Name', value: 'web 2' }),
    http: ['POST', '/v1/actions/tags/set', { name: 'Name', value: 'web 2' }],
    ctl: ['tags', 'set', '--name', 'Name', '--value', 'web 2'],
    shows: [`${META}/tags/instance/Name`, `${META}/tags/instance`],
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

let inProcess: InProcess;
let controlled: Controlled;

beforeAll(async () => {
  inProcess = await startInProcess();
  controlled = await startControlled(...SAME_FLAGS);
});
afterAll(() => Promise.all([inProcess.close(), controlled.cli.stop()]));

async function freeze(after?: Row): Promise<void> {
  await controlled.call('POST', '/v1/reset');
  await controlled.call('POST', '/v1/clock', { mode: 'frozen', now: NOW });
  if (after !== undefined) await controlled.call(...after.http);
}

async function read(url: string, paths: readonly string[]): Promise<unknown[]> {
  return Promise.all(
    paths.map(async (path) => {
      const answer = await fetch(`${url}${path}`);
      return [answer.status, answer.headers.get('content-type'), await answer.text()];
    }),
  );
}

describe.each([...ACTIONS, ...OPERATIONS])('$name', ({ inProcess: run, http, ctl, ...row }) => {
  const { shows, after } = row;
  test('does the same in process, over HTTP and from the command line', async () => {
    inProcess.reset();
    after?.inProcess(inProcess);
    const before = await read(inProcess.url, shows);
    run(inProcess);
    const expected = await read(inProcess.url, shows);
    expect(expected).not.toEqual(before);

    await freeze(after);
    expect((await controlled.call(...http)).status).toBeLessThan(300);
    expect(await read(controlled.cli.url, shows)).toEqual(expected);

    await freeze(after);
    expect(await controlled.ctl(...ctl)).toMatchObject({ exitCode: 0, stderr: '' });
    expect(await read(controlled.cli.url, shows)).toEqual(expected);
  });
});

test('revoked tokens are unknown by each interface', async () => {
  await freeze();
  inProcess.reset();
  const statusAfter = async (url: string, revoke: () => unknown): Promise<number> => {
    const ttl = { 'x-aws-ec2-metadata-token-ttl-seconds': '60' };
    const issued = await fetch(`${url}/latest/api/token`, { method: 'PUT', headers: ttl });
    const headers = { 'x-aws-ec2-metadata-token': await issued.text() };
    expect((await fetch(`${url}${META}/mac`, { headers })).status).toBe(200);
    await revoke();
    return (await fetch(`${url}${META}/mac`, { headers })).status;
  };
  const { call, ctl, cli } = controlled;
  expect(await statusAfter(inProcess.url, () => inProcess.revokeTokens())).toBe(401);
  expect(await statusAfter(cli.url, () => call('POST', '/v1/tokens/revoke'))).toBe(401);
  expect(await statusAfter(cli.url, () => ctl('tokens', 'revoke'))).toBe(401);
});
