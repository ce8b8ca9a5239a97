import { expect, test } from 'vitest';
import { bearing, startMock } from '../cli/support/mock.ts';

const MAC = '/latest/meta-data/mac';

test('[D53] on loopback, a request whose Host is a public name is refused, with a warning', async () => {
  await using mock = await startMock();
  const headers = { Host: 'rebound.example.com' };

  expect((await mock.request(MAC, { headers })).status).toBe(403);
  await mock.waitFor(/Warning: requests for the host "rebound\.example\.com" are refused/);
  await mock.waitFor(/GET \/latest\/meta-data\/mac 403 127\.0\.0\.1/);
});

test('[D53] a session token does not change that, nor is one given', async () => {
  await using mock = await startMock();
  const token = await mock.token();
  const headers = { ...bearing(token), Host: 'rebound.example.com' };
  const ttl = { 'X-aws-ec2-metadata-token-ttl-seconds': '60', Host: 'rebound.example.com' };

  expect((await mock.request(MAC, { headers })).status).toBe(403);
  const asked = await mock.request('/latest/api/token', { method: 'PUT', headers: ttl });
  expect(asked.status).toBe(403);
});

test.for(['localhost', '127.0.0.1:1338', '169.254.169.254', 'imds', 'host.docker.internal'])(
  'on loopback, a request whose Host is %s is answered',
  async (host) => {
    await using mock = await startMock();

    expect((await mock.request(MAC, { headers: { Host: host } })).status).toBe(200);
  },
);

test('on all addresses, a request is answered whatever its Host is', async () => {
  await using mock = await startMock('--hostname 0.0.0.0');

  expect((await mock.request(MAC, { headers: { Host: 'any.example.com' } })).status).toBe(200);
});
