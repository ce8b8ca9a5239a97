import { startMock } from '@aemm/testing';
import { expect, test } from 'vitest';
import { ecs } from '../src/category.ts';

const CREDENTIALS = '/v2/credentials/5a3a1c2e-4d3b-4f0e-9c51-1f2e3d4c5b6a';

async function getJson(url: string): Promise<Record<string, string>> {
  return (await fetch(url)).json();
}

test('credentials have the fields that SDKs read', async () => {
  await using mock = await startMock({ categories: [ecs] });

  expect(await getJson(mock.url + CREDENTIALS)).toEqual({
    RoleArn: 'arn:aws:iam::123456789012:role/ecs-task-role',
    AccessKeyId: 'ASIAEXAMPLEACCESSKEY',
    SecretAccessKey: 'example/secret/access/key',
    Token: 'example-session-token',
    Expiration: '2024-01-01T06:00:00Z',
  });
});

test('credentials never expire while they are asked for', async () => {
  await using mock = await startMock({
    categories: [ecs],
    settings: { ecs: { 'lifetime-sec': 60 } },
  });

  mock.clock.advance(3600);
  expect(await getJson(mock.url + CREDENTIALS)).toMatchObject({
    Expiration: '2024-01-01T01:01:00Z',
  });
});

test('the id in the path and the role can be chosen', async () => {
  await using mock = await startMock({
    categories: [ecs],
    settings: { ecs: { 'credentials-id': 'mine', 'role-arn': 'arn:aws:iam::1:role/mine' } },
  });

  expect(await getJson(`${mock.url}/v2/credentials/mine`)).toMatchObject({
    RoleArn: 'arn:aws:iam::1:role/mine',
  });
  expect((await fetch(mock.url + CREDENTIALS)).status).toBe(404);
});

test('credentials are in no listing', async () => {
  await using mock = await startMock({ categories: [ecs] });

  expect(await (await fetch(mock.url)).text()).not.toContain('v2');
});

test('the task runs until it is to stop', async () => {
  await using mock = await startMock({
    categories: [ecs],
    settings: { ecs: { 'stop-delay-sec': 30 } },
  });
  const task = `${mock.url}/v4/task`;

  mock.clock.advance(29);
  expect(await getJson(task)).toMatchObject({ DesiredStatus: 'RUNNING' });
  mock.clock.advance(1);
  expect(await getJson(task)).toMatchObject({ DesiredStatus: 'STOPPED' });
});

test('without a delay the task is never to stop', async () => {
  await using mock = await startMock({ categories: [ecs] });

  mock.clock.advance(3600);
  expect(await getJson(`${mock.url}/v4/task`)).toMatchObject({ DesiredStatus: 'RUNNING' });
});
