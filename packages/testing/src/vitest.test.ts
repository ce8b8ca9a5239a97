import type { RunningMock } from '@aemm/mock';
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

/** Fills the journal with requests for session tokens. */
function requestTokens({ imds, journal }: RunningMock): void {
  const request = { method: 'PUT', path: '/latest/api/token', headers: TOKEN, client: '10.0.0.1' };
  const exchange = imds.handle(request);
  for (let count = 0; count < 10_000; count++) journal.add(exchange, 0);
}

test('what the journal may have dropped is not claimed', async ({ mock }) => {
  await fetch(`${mock.url}${MAC}`);
  await mock.waitForRequest(MAC);
  requestTokens(mock);
  expect(mock).toHaveReceivedRequest('/latest/api/token');
  const since = mock.journal.last;
  expect(mock).not.toHaveReceivedRequest(MAC, { since });

  const dropped = 'Older requests are no longer known';
  expect(() => expect(mock).toHaveReceivedOnlyIMDSv2()).toThrow(dropped);
  expect(() => expect(mock).not.toHaveReceivedOnlyIMDSv2()).toThrow(dropped);
  expect(() => expect(mock).toHaveReceivedRequest(MAC)).toThrow(dropped);
  expect(() => expect(mock).not.toHaveReceivedRequest(MAC)).toThrow(dropped);

  mock.journal.clear();
  expect(mock).toHaveReceivedOnlyIMDSv2();
  expect(mock).not.toHaveReceivedRequest(MAC);
});

test('a mock is that of one test', async ({ mock }) => {
  expect(mock.requests()).toEqual([]);
});
