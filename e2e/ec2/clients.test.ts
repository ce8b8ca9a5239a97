import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { tempTree } from '@aemm/testing';
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { bearing, shareMock, startMock } from '../cli/support/mock.ts';
import { allowLoopbackOnly, pointSdksAt } from '../sdk/support/loopback-only.ts';

const asked = allowLoopbackOnly();

const HOUR_MS = 3_600_000;
const PROVIDER = { maxRetries: 0, timeout: 20_000 };
const FAKE_CREDENTIALS = {
  accessKeyId: expect.stringMatching(/^ASIA[A-Z2-7]{16}$/),
  secretAccessKey: expect.stringMatching(/^\S{40}$/),
  sessionToken: expect.stringMatching(/^\S+$/),
};

/** A client stretches credentials that have expired, and warns of it on the console. */
const warn = vi.spyOn(console, 'warn');
beforeEach(() => warn.mockClear());
afterEach(() => expect(warn).not.toHaveBeenCalled());

const required = tempTree({
  'aemm.yaml': 'profile: ec2\nmetadataOptions: { httpTokens: required }\n',
});
const REQUIRED = `-c ${required.join('aemm.yaml')}`;

describe.each([
  { mode: 'v1 and v2', typed: '--profile ec2', v1: 200 },
  { mode: 'v2 only by flag', typed: '--profile ec2 --http-tokens required', v1: 401 },
  { mode: 'v2 only by a file', typed: REQUIRED, v1: 401 },
])('clients of AWS against profile ec2, $mode', ({ typed, v1 }) => {
  const mock = shareMock(typed);
  beforeAll(() => pointSdksAt(mock().url));

  test('a request without a token is answered as configured', async () => {
    expect((await mock().get('/latest/meta-data/instance-id')).status).toBe(v1);
  });

  test('@aws-sdk/ec2-metadata-service reads the region, the instance id and the document', async () => {
    const { MetadataService } = await import('@aws-sdk/ec2-metadata-service');
    const service = new MetadataService({ ec2MetadataV1Disabled: true });
    const region = await service.request('latest/meta-data/placement/region', {});
    const instanceId = await service.request('latest/meta-data/instance-id', {});
    const document = await service.request('latest/dynamic/instance-identity/document', {});

    expect(instanceId).toMatch(/^i-[\da-f]{17}$/);
    expect(JSON.parse(document)).toMatchObject({ region, instanceId });
  });

  test('@aws-sdk/ec2-metadata-service without a token gets what v1 gets', async () => {
    const { MetadataService } = await import('@aws-sdk/ec2-metadata-service');
    const service = new MetadataService({ disableFetchToken: true, retries: 0 });
    const answer = service.request('latest/meta-data/instance-id', {}).catch(String);

    expect(await answer).toMatch(v1 === 200 ? /^i-[\da-f]{17}$/ : /status code 401/);
  });

  test.each(['@smithy/credential-provider-imds', '@aws-sdk/credential-providers'] as const)(
    '%s gets credentials that are valid for hours, as they stand',
    async (name) => {
      const { fromInstanceMetadata } = await import(name);
      const provider = fromInstanceMetadata({ ...PROVIDER, ec2MetadataV1Disabled: true });
      const credentials = await provider();
      const { expiration } = credentials;

      expect(credentials).toMatchObject(FAKE_CREDENTIALS);
      expect(credentials).not.toHaveProperty('originalExpiration');
      expect(Number(expiration) - Date.now()).toBeGreaterThan(5 * HOUR_MS);
      expect(await provider()).toEqual(credentials);
    },
  );
});

test('a client that may use v1 gets other credentials than one with a token', async () => {
  await using mock = await startMock('--profile ec2');
  const path = '/latest/meta-data/iam/security-credentials/my-role';
  const [v1, v2] = await Promise.all([mock.get(path), mock.get(path, bearing(await mock.token()))]);
  const [one, other] = [JSON.parse(v1.body), JSON.parse(v2.body)];

  expect(one.Code).toBe('Success');
  expect(other.Code).toBe('Success');
  expect(one.AccessKeyId).not.toBe(other.AccessKeyId);
});

describe('a client beyond the hop limit', () => {
  const hops = tempTree({
    'aemm.yaml':
      'profile: ec2\nmetadataOptions: { httpPutResponseHopLimit: 1 }\nhops: { "127.0.0.0/8": 2 }\n',
  });
  const FAR = `-c ${hops.join('aemm.yaml')}`;

  test('gets credentials by v1 once it stops waiting for a token', async () => {
    await using mock = await startMock(FAR);
    pointSdksAt(mock.url);
    const { fromInstanceMetadata } = await import('@smithy/credential-provider-imds');

    // Each request but the one for the token is answered at once.
    expect(await fromInstanceMetadata({ maxRetries: 0, timeout: 3000 })()).toMatchObject(
      FAKE_CREDENTIALS,
    );
  });

  test('gets nothing where tokens are required', async () => {
    await using mock = await startMock(`${FAR} --http-tokens required`);
    pointSdksAt(mock.url);
    const { fromInstanceMetadata } = await import('@smithy/credential-provider-imds');

    await expect(fromInstanceMetadata({ maxRetries: 0, timeout: 3000 })()).rejects.toMatchObject({
      statusCode: 401,
    });
  });
});

test.each(['optional', 'required'])(
  'a token that has expired is refused where tokens are %s, and the client gets another',
  async (tokens) => {
    await using mock = await startMock(`--profile ec2 --http-tokens ${tokens}`);
    pointSdksAt(mock.url);
    const { MetadataService } = await import('@aws-sdk/ec2-metadata-service');
    const service = new MetadataService({ tokenTtl: 1, ec2MetadataV1Disabled: true, retries: 0 });
    const token = await service.fetchMetadataToken();
    const status = async () =>
      (await mock.get('/latest/meta-data/instance-id', bearing(token))).status;

    await expect.poll(status, { timeout: 15_000, interval: 50 }).toBe(401);
    // A machine that stalls between two requests of the client can outlast a token of one second.
    await expect
      .poll(() => service.request('latest/meta-data/instance-id', {}).catch(String), {
        timeout: 15_000,
      })
      .toMatch(/^i-[\da-f]{17}$/);
  },
);

describe('a disabled endpoint', () => {
  const mock = shareMock('--profile ec2 --http-endpoint disabled');
  beforeAll(() => pointSdksAt(mock().url));

  test.each([{ ec2MetadataV1Disabled: true }, { disableFetchToken: true }])(
    'refuses @aws-sdk/ec2-metadata-service with 403: %j',
    async (options) => {
      const { MetadataService } = await import('@aws-sdk/ec2-metadata-service');
      const service = new MetadataService({ ...options, retries: 0 });

      await expect(service.request('latest/meta-data/instance-id', {})).rejects.toThrow(
        /status code 403/,
      );
    },
  );

  test.each(['@smithy/credential-provider-imds', '@aws-sdk/credential-providers'] as const)(
    'gives %s no credentials',
    async (name) => {
      const { fromInstanceMetadata } = await import(name);

      await expect(fromInstanceMetadata(PROVIDER)()).rejects.toMatchObject({ statusCode: 403 });
    },
  );
});

test('a program that uses the clients prints what it read and no warning, and ends by itself', async () => {
  await using mock = await startMock('--profile ec2');
  const guard = import.meta.resolve('../sdk/support/loopback-only.ts');
  const source = `
    import { allowLoopbackOnly, pointSdksAt } from ${JSON.stringify(guard)};
    allowLoopbackOnly();
    pointSdksAt(${JSON.stringify(mock.url)});
    const { MetadataService } = await import('@aws-sdk/ec2-metadata-service');
    const { fromNodeProviderChain } = await import('@aws-sdk/credential-providers');
    const region = await new MetadataService().request('latest/meta-data/placement/region', {});
    const { accessKeyId } = await fromNodeProviderChain({ maxRetries: 0, timeout: 20_000 })();
    console.log(region, accessKeyId);
  `;
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', source],
    { cwd: import.meta.dirname, env: { PATH: process.env.PATH }, timeout: 30_000 },
  );

  expect(stdout).toMatch(/^[a-z]+-[a-z]+-\d ASIA[A-Z2-7]{16}\n$/);
  expect(stderr).toBe('');
  expect((await mock.get('/latest/meta-data/mac')).headers.connection).toBe('close');
});

test('nothing but loopback was asked', () => {
  expect([...asked]).toEqual(['127.0.0.1']);
});
