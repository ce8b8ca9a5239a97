import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startMock } from '@aemm/testing';

test('a mock that is never closed does not keep the run from ending', async () => {
  const mock = await startMock();
  assert.equal((await fetch(`${mock.url}/latest/meta-data/instance-id`)).status, 200);
});
