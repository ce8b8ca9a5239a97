import { expect, test, vi } from 'vitest';
import type { Mock } from '../cli/support/mock.ts';
import { bearing, startMock } from '../cli/support/mock.ts';
import { allowLoopbackOnly, pointSdksAt } from '../sdk/support/loopback-only.ts';

allowLoopbackOnly();

/** Moves the time of a mock past the next renewal of credentials, and past the end of every session token. */
const ADVANCE = '6h1m';
const PROVIDER = { maxRetries: 0, timeout: 20_000 };

async function startControlled(): Promise<Mock & { readonly advance: () => Promise<void> }> {
  const mock = await startMock('--profile ec2 --http-tokens required --control --control-port 0');
  const [, url] = await mock.waitFor(/The control plane listens on (\S+)/);
  return Object.assign(mock, {
    async advance() {
      const { status } = await fetch(`${url}/v1/clock`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ advance: ADVANCE }),
      });
      expect(status).toBe(200);
    },
  });
}

type Read = () => Promise<{ readonly accessKeyId: string; readonly expiration: Date | undefined }>;

/** Each package as a program uses it that runs on: created once, asked again. */
const CLIENTS: Readonly<Record<string, (mock: Mock) => Promise<Read>>> = {
  '@smithy/credential-provider-imds': async () => {
    const { fromInstanceMetadata } = await import('@smithy/credential-provider-imds');
    const provider = fromInstanceMetadata(PROVIDER);
    return async () => ({ expiration: undefined, ...(await provider()) });
  },
  '@aws-sdk/credential-providers': async () => {
    const { fromInstanceMetadata } = await import('@aws-sdk/credential-providers');
    const provider = fromInstanceMetadata(PROVIDER);
    return async () => ({ expiration: undefined, ...(await provider()) });
  },
  '@aws-sdk/ec2-metadata-service': async () => {
    const { MetadataService } = await import('@aws-sdk/ec2-metadata-service');
    const service = new MetadataService({ ec2MetadataV1Disabled: true });
    return async () => {
      const path = 'latest/meta-data/iam/security-credentials/my-role';
      const { AccessKeyId, Expiration } = JSON.parse(await service.request(path, {}));
      return { accessKeyId: AccessKeyId, expiration: new Date(Expiration) };
    };
  },
  'aws-sdk': async ({ port }) => {
    const { default: AWS } = await import('aws-sdk/global.js');
    // Its types lack the host.
    const options = { host: `127.0.0.1:${port}`, maxRetries: 0 };
    const credentials = new AWS.EC2MetadataCredentials(options);
    return async () => {
      await credentials.refreshPromise();
      return { accessKeyId: credentials.accessKeyId, expiration: credentials.expireTime };
    };
  },
};

test('every client follows the renewal of credentials, past the end of its tokens', async () => {
  await using mock = await startControlled();
  pointSdksAt(mock.url);
  const warn = vi.spyOn(console, 'warn');
  const token = await mock.token(21_600);
  const clients = await Promise.all(
    Object.entries(CLIENTS).map(async ([name, create]) => [name, await create(mock)] as const),
  );
  const readAll = async () =>
    new Map(await Promise.all(clients.map(async ([name, read]) => [name, await read()] as const)));
  const before = await readAll();
  await mock.advance();
  const after = await readAll();

  // The token of before has expired, so each client has got another one.
  expect((await mock.get('/latest/meta-data/instance-id', bearing(token))).status).toBe(401);
  for (const [name, { accessKeyId, expiration }] of after) {
    const old = before.get(name);
    expect(accessKeyId, name).toMatch(/^ASIA[A-Z2-7]{16}$/);
    expect(accessKeyId, name).not.toBe(old?.accessKeyId);
    expect(Number(expiration), name).toBeGreaterThan(Number(old?.expiration));
  }
  expect(new Set([...after.values()].map(({ accessKeyId }) => accessKeyId)).size).toBe(1);
  expect(warn).not.toHaveBeenCalled();
});
