import assert from 'node:assert/strict';
import { startMock } from '@aemm/testing';

Deno.test('a mock that is never closed does not keep the run from ending', async () => {
  const mock = await startMock();
  const answer = await fetch(`${mock.url}/latest/meta-data/instance-id`);
  assert.equal(answer.status, 200);
  await answer.text();
});
