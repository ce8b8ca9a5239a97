import { setTimeout } from 'node:timers/promises';
import { spot } from '@aemm/plugin-spot/category';
import { mockTest } from '@aemm/testing/vitest';
import { expect } from 'vitest';
import { work } from './worker.js';

const NOTICE = '/latest/meta-data/spot/instance-action';
const test = mockTest({ categories: [spot], notices: [] });

test('a worker finishes its job and ends when its instance is interrupted', async ({ mock }) => {
  let unfinished = 0;
  const working = work(mock.url, async () => {
    unfinished += 1;
    await setTimeout(1);
    unfinished -= 1;
  });
  await mock.waitForRequest({ path: NOTICE, status: 404 });

  mock.clock.advance('7h'); // Its session token expires after six.
  mock.actions.spot.interrupt({ action: 'stop', inSeconds: 120 });

  expect(await working).toEqual({ action: 'stop', time: '2024-01-01T07:02:00Z' });
  expect(unfinished).toBe(0);
  expect(mock).toHaveReceivedRequest(NOTICE, { token: 'expired' });
  expect(mock).toHaveReceivedOnlyIMDSv2();
});
