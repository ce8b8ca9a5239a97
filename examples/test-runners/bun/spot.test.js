import { afterEach, beforeEach, expect, test } from 'bun:test';
import { spot } from '@aemm/plugin-spot/category';
import { startMock } from '@aemm/testing';

let mock;

beforeEach(async () => {
  mock = await startMock({ categories: [spot], timing: { delaySec: 60 } });
});
afterEach(() => mock.close());

test('the interruption notice appears after a minute', async () => {
  const notice = `${mock.url}/latest/meta-data/spot/instance-action`;
  expect((await fetch(notice)).status).toBe(404);

  mock.clock.advance(60);
  expect(await (await fetch(notice)).json()).toEqual({
    action: 'terminate',
    time: '2024-01-01T00:03:00Z',
  });
});
