import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Mock } from '../cli/support/mock.ts';
import { shareMock } from '../cli/support/mock.ts';
import { allowLoopbackOnly, pointSdksAt } from '../sdk/support/loopback-only.ts';

const asked = allowLoopbackOnly();
// Only against a warning on the console; each client is given the address of its mock.
pointSdksAt('http://127.0.0.1:1');
const { default: AWS } = await import('aws-sdk/global.js');
type MetadataModule = typeof import('aws-sdk/lib/metadata_service.js');
const { MetadataService } = AWS as unknown as MetadataModule;

/** It stretches credentials that have expired, and warns of it on the console. */
const warn = vi.spyOn(console, 'warn');
beforeEach(() => warn.mockClear());
afterEach(() => expect(warn).not.toHaveBeenCalled());

function read({ port }: Mock, path: string, options = {}): Promise<string> {
  const service = new MetadataService({ host: `127.0.0.1:${port}`, maxRetries: 0, ...options });
  return new Promise((resolve, reject) =>
    service.request(path, (error, data) => (error ? reject(error) : resolve(data))),
  );
}

function credentialsOf({ port }: Mock) {
  // Its types lack the host.
  const options = {
    host: `127.0.0.1:${port}`,
    httpOptions: { timeout: 20_000 },
    maxRetries: 0,
  };
  return new AWS.EC2MetadataCredentials(options);
}

describe.each([
  { mode: 'v1 and v2', typed: '--profile ec2', v1: 200 },
  { mode: 'v2 only', typed: '--profile ec2 --http-tokens required', v1: 401 },
])('the AWS SDK for JavaScript 2 against profile ec2, $mode', ({ typed, v1 }) => {
  const mock = shareMock(typed);

  test('without a token gets what v1 gets', async () => {
    const answer = read(mock(), '/latest/meta-data/instance-id').catch(
      ({ statusCode }) => statusCode,
    );
    expect(await answer).toEqual(v1 === 200 ? expect.stringMatching(/^i-[\da-f]{17}$/) : v1);
  });

  test('gets credentials that are valid for hours', async () => {
    const credentials = credentialsOf(mock());
    await credentials.getPromise();

    expect(credentials.accessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/);
    expect(credentials.needsRefresh()).toBe(false);
    expect(Number(credentials.expireTime) - Date.now()).toBeGreaterThan(5 * 3_600_000);
  });
});

describe('the AWS SDK for JavaScript 2 against a disabled endpoint', () => {
  const mock = shareMock('--profile ec2 --http-endpoint disabled');

  test('reads nothing', async () => {
    await expect(read(mock(), '/latest/meta-data/instance-id')).rejects.toMatchObject({
      statusCode: 403,
    });
  });

  test('gets no credentials', async () => {
    await expect(credentialsOf(mock()).getPromise()).rejects.toMatchObject({ statusCode: 403 });
  });
});

test('nothing but loopback was asked', () => {
  expect([...asked]).toEqual(['127.0.0.1']);
});
