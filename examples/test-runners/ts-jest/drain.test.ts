import { setTimeout } from 'node:timers/promises';
import { spot } from '@aemm/plugin-spot/category';
import { mockEach } from '@aemm/testing/jest';
import { expect, test } from '@jest/globals';
import { work } from './worker';

const NOTICE = '/latest/meta-data/spot/instance-action';
const mock = mockEach({ categories: [spot], notices: [] });

test('a worker finishes its job and ends when its instance is interrupted', async () => {
  const { url, clock, actions, waitForRequest } = mock.current;
  let unfinished = 0;
  const working = work(url, async () => {
    unfinished += 1;
    await setTimeout(1);
    unfinished -= 1;
  });
  await waitForRequest({ path: NOTICE, status: 404 });

  clock.advance('7h'); // Its session token expires after six.
  actions.spot.interrupt({ action: 'stop', inSeconds: 120 });

  expect(await working).toEqual({ action: 'stop', time: '2024-01-01T07:02:00Z' });
  expect(unfinished).toBe(0);
  expect(mock.current).toHaveReceivedRequest(NOTICE, { token: 'expired' });
  expect(mock.current).toHaveReceivedOnlyIMDSv2();
});
