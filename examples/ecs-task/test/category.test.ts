import { startMock } from '@aemm/testing';
import { expect, test } from 'vitest';
import { ecs } from '../src/category.ts';

const CONTAINER = '/v4/158d1c8083dd49d6b527399fd6414f5c-1';

async function getJson(url: string): Promise<Record<string, unknown>> {
  return (await fetch(url)).json();
}

test('the stats are read at the time of the request', async () => {
  await using mock = await startMock({ categories: [ecs] });
  const stats = `${mock.url}${CONTAINER}/stats`;

  expect(await getJson(stats)).toEqual({
    read: '2024-01-01T00:00:00Z',
    memory_stats: { usage: 268_435_456 },
  });
  mock.clock.advance(3600);
  expect(await getJson(stats)).toMatchObject({ read: '2024-01-01T01:00:00Z' });
});

test('the id in the paths, the cluster and the memory can be chosen', async () => {
  await using mock = await startMock({
    categories: [ecs],
    settings: { ecs: { 'container-id': 'mine', cluster: 'blue', 'memory-mib': 1 } },
  });

  expect(await getJson(`${mock.url}/v4/mine/stats`)).toMatchObject({
    memory_stats: { usage: 1_048_576 },
  });
  expect(await getJson(`${mock.url}/v4/mine/task`)).toMatchObject({ Cluster: 'blue' });
  expect((await fetch(`${mock.url}${CONTAINER}/stats`)).status).toBe(404);
});

test('the stats are in no listing', async () => {
  await using mock = await startMock({ categories: [ecs] });

  expect(await (await fetch(`${mock.url}${CONTAINER}`)).text()).not.toContain('stats');
});

test('the task runs until it has to stop', async () => {
  await using mock = await startMock({
    categories: [ecs],
    settings: { ecs: { 'stop-delay-sec': 30 } },
  });
  const task = `${mock.url}${CONTAINER}/task`;

  mock.clock.advance(29);
  expect(await getJson(task)).toMatchObject({ DesiredStatus: 'RUNNING' });
  mock.clock.advance(1);
  expect(await getJson(task)).toMatchObject({ DesiredStatus: 'STOPPED' });
});

test('without a delay the task never has to stop', async () => {
  await using mock = await startMock({ categories: [ecs] });

  mock.clock.advance(3600);
  expect(await getJson(`${mock.url}${CONTAINER}/task`)).toMatchObject({ DesiredStatus: 'RUNNING' });
});
