import assert from 'node:assert/strict';
import { test } from 'node:test';
import { spot } from '@aemm/plugin-spot/category';
import { startMock } from '@aemm/testing';

test('the interruption notice appears after a minute', async (t) => {
  const mock = await startMock({ categories: [spot], timing: { delaySec: 60 } });
  t.after(() => mock.close());
  const notice = `${mock.url}/latest/meta-data/spot/instance-action`;
  assert.equal((await fetch(notice)).status, 404);

  mock.clock.advance(60);
  assert.deepEqual(await (await fetch(notice)).json(), {
    action: 'terminate',
    time: '2024-01-01T00:03:00Z',
  });
});
