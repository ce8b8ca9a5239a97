import { expect } from 'vitest';
import { mockTest } from './vitest.ts';

const TOKEN = { 'x-aws-ec2-metadata-token-ttl-seconds': '60' };
const MAC = '/latest/meta-data/mac';

const test = mockTest({ instance: { tags: { Name: 'web' } } });

test('a test has a mock, and matchers for what it received', async ({ mock }) => {
  const issued = await fetch(`${mock.url}/latest/api/token`, { method: 'PUT', headers: TOKEN });
  const headers = { 'x-aws-ec2-metadata-token': await issued.text() };
  await fetch(`${mock.url}${MAC}`, { headers });
  await mock.waitForRequest(MAC);
  expect(mock).toHaveReceivedRequest(MAC, { imds: 'v2', status: 200 });
  expect(mock).toHaveReceivedRequest('/latest/meta-data/*');
  expect(mock).toHaveReceivedOnlyIMDSv2();
  expect(mock).not.toHaveReceivedRequest('/latest/user-data');
});

test('a failure shows what came nearest', async ({ mock }) => {
  await fetch(`${mock.url}/latest/meta-data/mac-`, { headers: { 'user-agent': 'probe/1' } });
  await mock.waitForRequest('*');
  expect(() => expect(mock).toHaveReceivedRequest(MAC)).toThrow(
    'the nearest path is `/latest/meta-data/mac`',
  );
  expect(() => expect(mock).toHaveReceivedOnlyIMDSv2()).toThrow(
    '1 of 1 requests came without a session token:\n  GET /latest/meta-data/mac-  probe/1',
  );
});

test('a mock is that of one test', async ({ mock }) => {
  expect(mock.requests()).toEqual([]);
});
