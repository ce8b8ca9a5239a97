import { tempTree } from '@aemm/testing';
import { describe, expect, test } from 'vitest';
import type { Mock } from './support/mock.ts';
import { startMock } from './support/mock.ts';
import { NOT_FOUND } from './support/pages.ts';
import { hasManyLoopbacks } from './support/platform.ts';

const ACTION = '/latest/meta-data/spot/instance-action';
const TERMINATION = '/latest/meta-data/spot/termination-time';
const REBALANCE = '/latest/meta-data/events/recommendations/rebalance';
const SCHEDULED = '/latest/meta-data/events/maintenance/scheduled';
const LIFECYCLE = '/latest/meta-data/autoscaling/target-lifecycle-state';

/** What is waited for comes after a second, so waiting is bounded far above. */
const SOON = { timeout: 15_000, interval: 50 };

/** A test that asserts before a delay is over must not race with it, however slow the machine. */
const HIDDEN = 3600;

async function statuses(mock: Mock, paths: readonly string[]): Promise<readonly number[]> {
  const answers = await Promise.all(paths.map((path) => mock.get(path)));
  return answers.map(({ status }) => status);
}

describe('a delay', () => {
  test('of interruptions and events hides them and nothing else, listings name them', async () => {
    await using mock = await startMock(`-d ${HIDDEN}`);
    const delayed = [ACTION, TERMINATION, SCHEDULED];

    expect(await statuses(mock, delayed)).toEqual([404, 404, 404]);
    expect((await mock.get(ACTION)).body).toBe(NOT_FOUND);
    expect(await statuses(mock, [REBALANCE, LIFECYCLE])).toEqual([200, 200]);
    expect((await mock.get('/latest/meta-data/spot')).body).toBe(
      'instance-action\ntermination-time',
    );
    expect((await mock.get('/latest/meta-data')).body).toContain('spot/\n');
  });

  test('of rebalance recommendations hides them and nothing else', async () => {
    await using mock = await startMock(`--rebalance-delay-sec ${HIDDEN}`);

    expect(await statuses(mock, [REBALANCE, ACTION, SCHEDULED])).toEqual([404, 200, 200]);
  });

  test('of a termination shows what is before it', async () => {
    await using mock = await startMock(`asg --asg-termination-delay-sec ${HIDDEN}`);

    expect((await mock.get(LIFECYCLE)).body).toBe('InService');
    await mock.waitFor(
      /Delaying the response by 3600s as requested\. The mock response will be available in \d+s\. Returning `InService` for now/,
    );
  });

  test('that is over shows all of them, and not before', async () => {
    const before = Date.now();
    await using mock = await startMock(
      '-d 1 --rebalance-delay-sec 1 --asg-termination-delay-sec 1',
    );
    const lifecycle = async () => (await mock.get(LIFECYCLE)).body;
    const delayed = [ACTION, TERMINATION, SCHEDULED, REBALANCE];

    await expect.poll(() => statuses(mock, delayed), SOON).toEqual([200, 200, 200, 200]);
    await expect.poll(lifecycle, SOON).toBe('Terminated');
    expect(Date.now()).toBeGreaterThanOrEqual(before + 1000);
  });
});

describe('a trigger time', () => {
  const FLAGS = ['mock', 'rebalance', 'asg-termination'].map((name) => `--${name}-trigger-time`);
  const at = (time: string) => FLAGS.map((flag) => `${flag} ${time}`).join(' ');

  test('in the past: at once', async () => {
    await using mock = await startMock(at('2020-01-07T01:03:47Z'));

    expect(await statuses(mock, [ACTION, SCHEDULED, REBALANCE])).toEqual([200, 200, 200]);
    expect((await mock.get(LIFECYCLE)).body).toBe('Terminated');
  });

  test('in the future: not yet, whatever the delay, and the log says when', async () => {
    await using mock = await startMock(`${at('2999-01-07T01:03:47+01:00')} -d 0`);

    expect(await statuses(mock, [ACTION, SCHEDULED, REBALANCE])).toEqual([404, 404, 404]);
    expect((await mock.get(LIFECYCLE)).body).toBe('InService');
    await mock.waitFor(
      /MockTriggerTime 2999-01-07T00:03:47Z was not reached yet\. The mock response will be available in \d+s\. Returning `notFoundResponse` for now/,
    );
  });

  test('a moment from now: then', async () => {
    const soon = new Date(Date.now() + 2500).toISOString();
    await using mock = await startMock(`spot --mock-trigger-time ${soon}`);

    await expect.poll(() => statuses(mock, [ACTION]), SOON).toEqual([200]);
    expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(soon.replace(/\.\d+Z/, 'Z')));
  });
});

describe('what a notice says', () => {
  test('spot: action and times as they were given', async () => {
    await using mock = await startMock(
      'spot -a stop -t 2020-01-07T01:03:47Z -r 2020-01-07T01:02:03Z',
    );

    expect((await mock.get(ACTION)).body).toBe(
      '{\n\t"action": "stop",\n\t"time": "2020-01-07T01:03:47Z"\n}',
    );
    expect((await mock.get(TERMINATION)).body).toBe('2020-01-07T01:03:47Z');
    expect((await mock.get(REBALANCE)).body).toBe('{\n\t"noticeTime": "2020-01-07T01:02:03Z"\n}');
  });

  test('spot: two minutes from the request, if no time is configured', async () => {
    await using mock = await startMock('spot');
    const before = Math.floor(Date.now() / 1000);
    const time = Date.parse((await mock.get(TERMINATION)).body) / 1000;
    const after = Math.floor(Date.now() / 1000);

    expect(time).toBeGreaterThanOrEqual(before + 120);
    expect(time).toBeLessThanOrEqual(after + 120);
  });

  test('events: now, in seven days and in nine, if no time is configured', async () => {
    const before = Math.floor(Date.now() / 1000);
    await using mock = await startMock('events');
    const after = Math.floor(Date.now() / 1000);
    const [event] = JSON.parse((await mock.get(SCHEDULED)).body);
    const start = Date.parse(event.NotBefore) / 1000;
    const day = 86_400;

    expect(start).toBeGreaterThanOrEqual(before);
    expect(start).toBeLessThanOrEqual(after);
    expect(Date.parse(event.NotAfter) / 1000).toBe(start + 7 * day);
    expect(Date.parse(event.NotBeforeDeadline) / 1000).toBe(start + 9 * day);
  });
});

describe.runIf(hasManyLoopbacks)('clients', () => {
  const CLIENTS = ['127.0.0.2', '127.0.0.3', '127.0.0.4'];

  const seenBy = async (mock: Mock, path: string) => {
    const seen: number[] = [];
    for (const from of CLIENTS) seen.push((await mock.request(path, { from })).status);
    return seen;
  };

  test.for([
    ['', [200, 200, 404]],
    ['-x 1', [200, 404, 404]],
    ['-x 0', [404, 404, 404]],
    ['-x -1', [200, 200, 200]],
  ] as const)('with "%s": %j may see notices, and keep them', async ([typed, expected]) => {
    await using mock = await startMock(typed);

    expect(await seenBy(mock, ACTION)).toEqual(expected);
    expect(await seenBy(mock, ACTION)).toEqual(expected);
    expect(await seenBy(mock, '/latest/meta-data/mac')).toEqual([200, 200, 200]);
  });

  test('beyond the count are reported in the log', async () => {
    await using mock = await startMock('-x 0');

    expect((await mock.request(ACTION, { from: '127.0.0.5' })).body).toBe(NOT_FOUND);
    await mock.waitFor(
      /Requesting IP 127\.0\.0\.5 is not eligible for \/latest\/meta-data\/spot\/instance-action because the max number of IPs configured \(0\) has been reached\./,
    );
  });

  test('[D16] are counted once, over IPv6 and for all notices together', async () => {
    await using mock = await startMock('-x 2 -n ::');

    expect((await mock.request(ACTION, { host: '::1' })).status).toBe(200);
    expect((await mock.request(SCHEDULED, { from: '127.0.0.2' })).status).toBe(200);
    expect((await mock.request(REBALANCE, { from: '127.0.0.3' })).status).toBe(404);
    expect((await mock.request(REBALANCE, { host: '::1' })).status).toBe(200);
    expect((await mock.request(ACTION, { from: '127.0.0.2' })).status).toBe(200);
  });
});

test('[D15] a notice that was moved by configuration answers there', async () => {
  using tree = tempTree({
    'aemm.json': {
      metadata: { paths: { spot: '/latest/meta-data/spot/moved', events: '/latest/meta-data/ev' } },
    },
  });
  await using mock = await startMock('-c aemm.json', { home: tree.path });

  expect((await mock.get('/latest/meta-data/spot/moved')).body).toContain('"action": "terminate"');
  expect((await mock.get('/latest/meta-data/ev')).body).toContain('"Code": "system-reboot"');
  expect(await statuses(mock, [ACTION, SCHEDULED])).toEqual([404, 404]);
  expect((await mock.get('/latest/meta-data/spot')).body).toBe('moved\ntermination-time');
});
