import assert from 'node:assert/strict';
import { spot } from '@aemm/plugin-spot/category';
import { startMock } from '@aemm/testing';

Deno.test('the interruption notice appears after a minute', async () => {
  await using mock = await startMock({ categories: [spot], timing: { delaySec: 60 } });
  const notice = `${mock.url}/latest/meta-data/spot/instance-action`;
  const before = await fetch(notice);
  assert.equal(before.status, 404);
  await before.text();

  mock.clock.advance(60);
  assert.deepEqual(await (await fetch(notice)).json(), {
    action: 'terminate',
    time: '2024-01-01T00:03:00Z',
  });
});
