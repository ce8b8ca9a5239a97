import type { Fault, RequestQuery } from '@aemm/core';
import type { RunningMock } from '@aemm/mock';
import { startMock } from '@aemm/mock';
import { describe, expect, test } from 'vitest';
import { allowLoopbackOnly } from './support/loopback-only.ts';

const asked = allowLoopbackOnly();

const TOKEN = '/latest/api/token';
const CREDENTIALS = '/latest/meta-data/iam/security-credentials/*';

/** What the client allows itself: nothing here waits, so that a time-out is one that a fault causes. */
interface Patience {
  readonly maxRetries?: number;
  readonly timeout?: number;
}

/** Asks for the credentials of the role while a fault holds. */
async function withFault(
  fault: Fault,
  { maxRetries = 0, timeout = 20_000 }: Patience,
  use: (ask: () => Promise<unknown>, mock: RunningMock) => Promise<void>,
): Promise<void> {
  await using mock = await startMock({ freshCredentials: true, instance: { role: 'web' } });
  using _ = mock.useEnv();
  const { fromInstanceMetadata } = await import('@aws-sdk/credential-providers');
  mock.faults.add(fault);
  await use(fromInstanceMetadata({ maxRetries, timeout }), mock);
}

const statusesOf = ({ requests }: RunningMock, query: RequestQuery) =>
  requests(query).map(({ status }) => status);

describe('to a client of AWS a fault is what it stands for', () => {
  test('while the token service fails it speaks v1, and asks again each time', () =>
    withFault({ path: TOKEN, status: 503, times: 2 }, {}, async (ask, mock) => {
      for (let time = 0; time < 3; time++) await ask();
      expect(statusesOf(mock, { path: TOKEN })).toEqual([503, 503, 200]);
      expect(mock.requests({ path: CREDENTIALS }).map(({ imds }) => imds)).toEqual([
        'v1',
        'v1',
        'v2',
      ]);
    }));

  test('credentials that fail for a while are asked for again', () =>
    withFault(
      { path: CREDENTIALS, status: 503, times: 2 },
      { maxRetries: 2 },
      async (ask, mock) => {
        expect(await ask()).toHaveProperty('accessKeyId');
        expect(statusesOf(mock, { path: CREDENTIALS, status: 503 })).toHaveLength(2);
      },
    ));

  test.each([403, 404, 405])('a token service that answers %i makes it fall back to v1', (status) =>
    withFault({ path: TOKEN, status }, {}, async (ask, mock) => {
      expect(await ask()).toHaveProperty('accessKeyId');
      expect(mock.requests({ imds: 'v2', path: CREDENTIALS })).toEqual([]);
      expect(mock.requests({ imds: 'v1', path: CREDENTIALS })).not.toEqual([]);
    }),
  );

  test('a token service that is slow makes it fall back to v1', () =>
    withFault({ path: TOKEN, latency: '2h' }, { timeout: 50 }, async (ask, mock) => {
      expect(await ask()).toHaveProperty('accessKeyId');
      expect(mock.requests({ imds: 'v1', path: CREDENTIALS })).not.toEqual([]);
    }));

  test.each<[string, Fault, Patience, RegExp]>([
    ['valid tokens that are refused', { rejectTokens: true }, {}, /Error response received/],
    ['a reset connection', { reset: true, path: CREDENTIALS }, {}, /Unable to connect/],
    ['a connection that is closed', { close: true, path: CREDENTIALS }, {}, /Unable to connect/],
    ['no answer', { hang: true, path: CREDENTIALS }, { timeout: 50 }, /TimeoutError/],
    ['no instance', { refuse: true }, {}, /Unable to connect/],
    ['an empty body', { body: '', path: '*/web' }, {}, /JSON/],
  ])('%s is an error', (_, fault, patience, message) =>
    withFault(fault, patience, async (ask, mock) => {
      await expect(ask()).rejects.toThrow(message);
      mock.faults.clear();
      expect(await ask()).toHaveProperty('accessKeyId');
    }),
  );
});

test('a body that is cut is an error to a client that reads it to the end', async () => {
  await using mock = await startMock({ faults: [{ truncate: 5, path: '*/mac' }] });
  using _ = mock.useEnv();
  const { MetadataService } = await import('@aws-sdk/ec2-metadata-service');
  const service = new MetadataService({ endpoint: mock.url, retries: 0 });
  await expect(service.request('latest/meta-data/mac', {})).rejects.toThrow(/aborted/);
});

test('nothing but loopback was ever asked', () => {
  expect([...asked]).toEqual(['127.0.0.1']);
});
