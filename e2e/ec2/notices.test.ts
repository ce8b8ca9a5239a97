import { tempTree } from '@aemm/testing';
import { describe, expect, test } from 'vitest';
import type { Mock } from '../cli/support/mock.ts';
import { shareMock, startMock } from '../cli/support/mock.ts';

const META = '/latest/meta-data';
const SPOT = `${META}/spot/`;
const ACTION = `${META}/spot/instance-action`;
const REBALANCE = `${META}/events/recommendations/rebalance`;
const SCHEDULED = `${META}/events/maintenance/scheduled`;
const HISTORY = `${META}/events/maintenance/history`;
const LIFECYCLE = `${META}/autoscaling/target-lifecycle-state`;

async function names(mock: Mock): Promise<readonly string[]> {
  return (await mock.get(`${META}/`)).body.split('\n');
}

async function statuses(mock: Mock, paths: readonly string[]): Promise<readonly number[]> {
  const answers = await Promise.all(paths.map((path) => mock.get(path)));
  return answers.map(({ status }) => status);
}

describe('the bare command', () => {
  const mock = shareMock('--profile ec2');

  test('has no notice pending', async () => {
    expect(await statuses(mock(), [SPOT, ACTION, REBALANCE, LIFECYCLE])).toEqual([
      404, 404, 404, 404,
    ]);
    expect((await mock().get(SCHEDULED)).body).toBe('[]');
    expect((await mock().get(HISTORY)).body).toBe('[]');
  });

  test('lists none', async () => {
    const listed = await names(mock());

    expect(listed).toContain('events/');
    expect(listed).not.toContain('spot/');
    expect(listed).not.toContain('autoscaling/');
    expect((await mock().get(`${META}/events/`)).body).toBe('maintenance/');
  });
});

describe('spot', () => {
  const mock = shareMock('--profile ec2 spot --action stop');

  test('lists spot/ and serves the interruption, with a time that stands still', async () => {
    const { status, type, body } = await mock().get(ACTION);

    expect({ status, type }).toEqual({ status: 200, type: 'text/plain' });
    expect(body).toMatch(/^\{"action": "stop", "time": "\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"\}$/);
    expect(await names(mock())).toContain('spot/');
    // EC2 has the termination time for terminations alone.
    expect((await mock().get(SPOT)).body).toBe('instance-action');
    expect((await mock().get(REBALANCE)).status).toBe(200);
  });

  test('has no event and no lifecycle state', async () => {
    expect((await mock().get(SCHEDULED)).body).toBe('[]');
    expect((await mock().get(LIFECYCLE)).status).toBe(404);
  });

  test('is in no version of before it', async () => {
    expect((await mock().get('/2016-09-02/meta-data/spot/instance-action')).status).toBe(404);
    expect((await mock().get('/2018-09-24/meta-data/spot/instance-action')).status).toBe(200);
  });
});

test('events has one event with the fields of EC2, in its order, and no interruption', async () => {
  await using mock = await startMock('events --profile ec2 --code instance-stop');
  const [event, ...others] = JSON.parse((await mock.get(SCHEDULED)).body);
  const time = expect.stringMatching(/^\d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/);

  expect(others).toEqual([]);
  expect(Object.entries(event)).toEqual([
    ['NotBefore', time],
    ['Code', 'instance-stop'],
    ['Description', 'The instance is scheduled for instance-stop'],
    ['EventId', expect.stringMatching(/^instance-event-[\da-f]{17}$/)],
    ['NotAfter', time],
    ['State', 'active'],
  ]);
  expect((await mock.get(SPOT)).status).toBe(404);
});

describe('an instance in an Auto Scaling group', () => {
  const files = tempTree({ 'aemm.yaml': 'profile: ec2\ninstance: { autoScaling: true }\n' });
  const FILE = `-c ${files.join('aemm.yaml')}`;

  test.each([
    { typed: `asglifecycle ${FILE}`, state: 'Terminated' },
    { typed: `asglifecycle ${FILE} --asg-termination-delay-sec 3600`, state: 'InService' },
    { typed: FILE, state: 'InService' },
  ])('is $state after $typed', async ({ typed, state }) => {
    await using mock = await startMock(typed);

    expect((await mock.get(LIFECYCLE)).body).toBe(state);
    expect(await names(mock)).toContain('autoscaling/');
    expect((await mock.get(SPOT)).status).toBe(404);
  });
});

describe('a delay or a trigger time makes the notices of the bare command fire', () => {
  test('a delay that is not over hides them', async () => {
    await using mock = await startMock('--profile ec2 -d 3600');

    expect(await statuses(mock, [SPOT, ACTION])).toEqual([404, 404]);
    expect((await mock.get(SCHEDULED)).body).toBe('[]');
    expect(await names(mock)).not.toContain('spot/');
  });

  test('a delay that is over shows them, and not before', async () => {
    const before = Date.now();
    await using mock = await startMock('--profile ec2 -d 1');

    await expect
      .poll(() => statuses(mock, [ACTION]), { timeout: 15_000, interval: 50 })
      .toEqual([200]);
    expect(Date.now()).toBeGreaterThanOrEqual(before + 1000);
    expect(await names(mock)).toContain('spot/');
    expect(JSON.parse((await mock.get(SCHEDULED)).body)).toHaveLength(1);
  });

  test('a trigger time in the past shows them at once', async () => {
    await using mock = await startMock('--profile ec2 --mock-trigger-time 2020-01-07T01:03:47Z');

    expect((await mock.get(SPOT)).body).toBe('instance-action\ntermination-time');
    expect(JSON.parse((await mock.get(SCHEDULED)).body)).toHaveLength(1);
    expect((await mock.get(REBALANCE)).status).toBe(404);
  });
});
