import { startMock } from '@aemm/testing';
import { expect, test } from 'vitest';

test('a mock that is never closed does not keep the run from ending', async () => {
  const mock = await startMock();
  expect((await fetch(`${mock.url}/latest/meta-data/instance-id`)).status).toBe(200);
});
