import { connect } from 'node:net';
import { beforeAll, describe, expect, test } from 'vitest';
import { bearing, shareMock, startMock } from '../cli/support/mock.ts';
import { allowLoopbackOnly, pointSdksAt } from './support/loopback-only.ts';

const asked = allowLoopbackOnly();

const EXPIRATION = '2999-01-01T00:00:00Z';
const CREDENTIALS = {
  accessKeyId: '12345678901',
  secretAccessKey: 'v/12345678901',
  sessionToken: 'TEST92test48TEST+y6RpoTEST92test48TEST/8oWVAiBqTEsT5Ky7ty2tEStxC1T==',
  expiration: new Date(EXPIRATION),
};

/** The SDKs warn of credentials that have expired, as AEMM's have by default. */
const ENV = { AEMM_METADATA_VALUES_IAM_SECURITY_CREDENTIALS_EXPIRATION: EXPIRATION };

describe.each([
  { version: 'v1 and v2', typed: '' },
  { version: 'v2 only', typed: '--imdsv2' },
])('clients of AWS against the binary, IMDS$version', ({ typed }) => {
  const mock = shareMock(typed, { env: ENV });
  beforeAll(() => pointSdksAt(mock().url));

  test('@aws-sdk/ec2-metadata-service reads leaves, listings and JSON, endpoint by option', async () => {
    const { MetadataService } = await import('@aws-sdk/ec2-metadata-service');
    const service = new MetadataService({ endpoint: mock().url });

    expect(await service.request('latest/meta-data/instance-id', {})).toBe('i-1234567890abcdef0');
    expect(await service.request('latest/meta-data/placement/', {})).toContain('region');
    expect(
      JSON.parse(await service.request('latest/dynamic/instance-identity/document', {})),
    ).toMatchObject({ region: 'us-east-1' });
  });

  test('@aws-sdk/ec2-metadata-service finds the endpoint in the environment', async () => {
    const { MetadataService } = await import('@aws-sdk/ec2-metadata-service');

    expect(await new MetadataService().request('latest/meta-data/mac', {})).toBe(
      '0e:49:61:0f:c3:11',
    );
  });

  test('[D08] @aws-sdk/ec2-metadata-service with a leading slash, which doubles it, is answered', async () => {
    const { MetadataService } = await import('@aws-sdk/ec2-metadata-service');
    const service = new MetadataService({ endpoint: mock().url });

    expect(await service.request('/latest/meta-data/mac', {})).toBe('0e:49:61:0f:c3:11');
  });

  test('@smithy/credential-provider-imds gets the credentials of the role', async () => {
    const { fromInstanceMetadata } = await import('@smithy/credential-provider-imds');

    expect(await fromInstanceMetadata({ maxRetries: 0, timeout: 20_000 })()).toMatchObject(
      CREDENTIALS,
    );
  });

  test('@aws-sdk/credential-providers gets the credentials of the role, without falling back to v1', async () => {
    const { fromInstanceMetadata } = await import('@aws-sdk/credential-providers');
    const provider = fromInstanceMetadata({
      ec2MetadataV1Disabled: true,
      maxRetries: 0,
      timeout: 20_000,
    });

    expect(await provider()).toMatchObject(CREDENTIALS);
  });
});

test('a token that has expired is refused, and the client’s next request gets another', async () => {
  await using mock = await startMock('--imdsv2');
  pointSdksAt(mock.url);
  const { MetadataService } = await import('@aws-sdk/ec2-metadata-service');
  const options = { endpoint: mock.url, retries: 0 };
  const holder = new MetadataService({ ...options, disableFetchToken: true });
  const service = new MetadataService({ ...options, tokenTtl: 1 });
  const token = await service.fetchMetadataToken();
  const read = () => holder.request('latest/meta-data/mac', { headers: bearing(token) });

  await expect
    .poll(() => read().catch((error: Error) => error.message), { timeout: 15_000, interval: 50 })
    .toContain('Request failed with status code 401');
  // Its tokens last a second: a machine that stalls between two requests of the client outlasts one more.
  await expect
    .poll(() => service.request('latest/meta-data/mac', {}).catch(String), { timeout: 15_000 })
    .toBe('0e:49:61:0f:c3:11');
});

test('a token from before a restart is refused, and the client’s next request gets another', async () => {
  const first = await startMock('--imdsv2');
  pointSdksAt(first.url);
  const { MetadataService } = await import('@aws-sdk/ec2-metadata-service');
  const service = new MetadataService({ endpoint: first.url });
  const token = await service.fetchMetadataToken();
  await first.stop();
  await using second = await startMock(`--imdsv2 -p ${first.port}`);

  expect((await second.get('/latest/meta-data/mac', bearing(token))).status).toBe(401);
  expect(await service.request('latest/meta-data/mac', {})).toBe('0e:49:61:0f:c3:11');
});

test('a client that may not fall back to v1 learns of a token that is refused', async () => {
  await using mock = await startMock();
  pointSdksAt(mock.url);
  const { MetadataService } = await import('@aws-sdk/ec2-metadata-service');
  const service = new MetadataService({
    endpoint: mock.url,
    tokenTtl: 21_601,
    ec2MetadataV1Disabled: true,
    retries: 0,
  });

  await expect(service.request('latest/meta-data/mac', {})).rejects.toThrow(/status code 400/);
});

test('nothing but loopback was ever asked', () => {
  expect([...asked]).toEqual(['127.0.0.1']);
  expect(() => connect(80, '192.0.2.1')).toThrow('192.0.2.1 is not loopback.');
  expect(() => pointSdksAt('http://192.0.2.1')).toThrow('192.0.2.1 is not loopback.');
});
