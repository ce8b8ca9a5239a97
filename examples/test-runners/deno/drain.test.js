import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import { spot } from '@aemm/plugin-spot/category';
import { startMock } from '@aemm/testing';
import { assertOnlyIMDSv2, assertReceivedRequest } from '@aemm/testing/node';
import { work } from './worker.js';

const NOTICE = '/latest/meta-data/spot/instance-action';

Deno.test('a worker finishes its job and ends when its instance is interrupted', async () => {
  await using mock = await startMock({ categories: [spot], notices: [] });
  let unfinished = 0;
  const working = work(mock.url, async () => {
    unfinished += 1;
    await setTimeout(1);
    unfinished -= 1;
  });
  await mock.waitForRequest({ path: NOTICE, status: 404 });

  mock.clock.advance('7h'); // Its session token expires after six.
  mock.actions.spot.interrupt({ action: 'stop', inSeconds: 120 });

  assert.deepEqual(await working, { action: 'stop', time: '2024-01-01T07:02:00Z' });
  assert.equal(unfinished, 0);
  assertReceivedRequest(mock, NOTICE, { token: 'expired' });
  assertOnlyIMDSv2(mock);
});
