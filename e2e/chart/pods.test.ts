import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { bearing } from '../cli/support/mock.ts';
import { oneOf } from './support/manifests.ts';
import { probe, startPod } from './support/pod.ts';

const INSTANCE_ID = '/latest/meta-data/instance-id';
const SPOT = '/latest/meta-data/spot/instance-action';
const REBALANCE = '/latest/meta-data/events/recommendations/rebalance';
const EVENTS = '/latest/meta-data/events/maintenance/scheduled';
const LIFECYCLE = '/latest/meta-data/autoscaling/target-lifecycle-state';

test('by default everything is served, and no client needs a token', async () => {
  await using mock = await startPod('default');

  for (const path of [INSTANCE_ID, SPOT, REBALANCE, EVENTS, LIFECYCLE]) {
    expect(await mock.get(path)).toMatchObject({ status: 200 });
  }
});

test('aemm.spot.action and aemm.mockDelaySec: the notice is late, the recommendation is there', async () => {
  await using mock = await startPod('spot-stop');

  expect((await mock.get(SPOT)).status).toBe(404);
  expect((await mock.get(REBALANCE)).status).toBe(200);
  await mock.waitFor(/by 120s/);
});

test('arguments: the commands serve their own notices', async () => {
  await using lifecycle = await startPod('nth-asglifecycle');
  await using events = await startPod('nth-events');

  expect((await lifecycle.get(LIFECYCLE)).body).toBe('Terminated');
  expect((await lifecycle.get(SPOT)).status).toBe(404);
  expect((await events.get(EVENTS)).body).toContain('"State": "canceled"');
  expect((await events.get(SPOT)).status).toBe(404);
});

test('[D38] arguments with numbers: spot --action stop -d 600 -x -1', async () => {
  await using mock = await startPod('spot-arguments');

  expect(mock.stderr).toContain('for EC2 Spot interruption notice on port');
  expect((await mock.get(SPOT)).status).toBe(404);
  await mock.waitFor(/by 600s/);
});

test('[D37] a mockIPCount of 0: no client sees notices', async () => {
  await using mock = await startPod('ip-count-zero');

  for (const path of [SPOT, REBALANCE, EVENTS]) expect((await mock.get(path)).status).toBe(404);
  expect((await mock.get(INSTANCE_ID)).status).toBe(200);
});

test('every setting at once', async () => {
  await using mock = await startPod('all-settings');
  const headers = bearing(await mock.token());
  const read = async (path: string) => JSON.parse((await mock.get(path, headers)).body);

  expect((await mock.get(SPOT)).status).toBe(401);
  expect(await read(SPOT)).toEqual({ action: 'hibernate', time: '2030-01-07T01:03:47Z' });
  expect(await read(REBALANCE)).toEqual({ noticeTime: '2030-01-07T01:02:03Z' });
  expect(await read(EVENTS)).toMatchObject([
    {
      Code: 'instance-stop',
      State: 'completed',
      NotBefore: '1 Jan 2030 00:00:00 GMT',
      NotAfter: '2 Jan 2030 00:00:00 GMT',
      NotBeforeDeadline: '3 Jan 2030 00:00:00 GMT',
    },
  ]);
  expect((await mock.get(LIFECYCLE, headers)).body).toBe('InService');
});

test('[D46] control and sessionTokens: replicas are driven with the token, and accept the tokens of each other', async () => {
  const token = 'the token of those who drive';
  const cluster = {
    secrets: {
      'imds/control-token': token,
      'imds/token-secret': 'a secret that the replicas share',
    },
  };
  await using one = await startPod('control', cluster);
  await using other = await startPod('control', cluster);
  const [url] = await one.waitFor(/http:\/\/127\.0\.0\.1:\d+/);

  expect((await fetch(`${url}/readyz`)).status).toBe(200);
  expect((await fetch(`${url}/v1/state`)).status).toBe(401);
  const headers = { authorization: `Bearer ${token}` };
  expect((await fetch(`${url}/v1/state`, { headers })).status).toBe(200);
  expect((await other.get(INSTANCE_ID, bearing(await one.token()))).status).toBe(200);
});

test('[D49] extraEnv: replicas with a common AEMM_TOKEN_SECRET accept the tokens of each other', async () => {
  const cluster = { secrets: { 'imds/token-secret': 'a secret that the replicas share' } };
  await using one = await startPod('shared-secret', cluster);
  await using other = await startPod('shared-secret', cluster);
  const headers = bearing(await one.token());

  expect(await other.get(INSTANCE_ID, headers)).toMatchObject({ status: 200 });
  expect(await other.get(INSTANCE_ID)).toMatchObject({ status: 401 });
});

describe('readiness', () => {
  test.each([
    ['no token is needed', 'default', 200],
    ['values ask for tokens', 'nth-imdsv2', 401],
    ['arguments ask for tokens', 'shared-secret', 401],
  ])('[D44] is seen by the probe when %s', async (_, name, status) => {
    await using mock = await startPod(name);

    expect(await probe(mock)).toBe(true);
    expect((await mock.get(INSTANCE_ID)).status).toBe(status);
  });
});

const hasCurl = spawnSync('curl', ['--version']).status === 0 && process.platform !== 'win32';

describe.runIf(hasCurl)('helm test', () => {
  const [{ command = [], args = [] }] = oneOf('Pod', 'default').spec.containers;
  const [program = '', ...first] = command;
  const run = (url: string) =>
    spawnSync(program, [...first, ...args], {
      env: { ...process.env, MOCK_URL: url },
      timeout: 20_000,
    });

  test.each(['default', 'nth-imdsv2'])('succeeds with %s', async (name) => {
    await using mock = await startPod(name);

    expect(run(mock.url)).toMatchObject({ status: 0 });
  });

  test('fails where something else answers', async () => {
    await using mock = await startPod('default');

    expect(run(`${mock.url}/elsewhere`).status).not.toBe(0);
  });
});
