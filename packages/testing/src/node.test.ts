import { expect, test } from 'vitest';
import { assertOnlyIMDSv2, assertReceivedRequest, mockFor } from './node.ts';

const MAC = '/latest/meta-data/mac';

test('a mock is closed after its test, and asserted on', async () => {
  const ends: (() => Promise<void>)[] = [];
  const mock = await mockFor({ after: (run) => void ends.push(run) });
  await fetch(`${mock.url}${MAC}`);
  await mock.waitForRequest(MAC);
  assertReceivedRequest(mock, MAC, { imds: 'v1' });
  expect(() => assertReceivedRequest(mock, MAC, { imds: 'v2' })).toThrow('asked without a token');
  expect(() => assertOnlyIMDSv2(mock)).toThrow('1 of 1 requests came without a session token');
  const mistyped = { version: 'v2' } as object;
  expect(() => assertReceivedRequest(mock, MAC, mistyped)).toThrow(
    'unknown field "version"; allowed: path',
  );
  const missing = undefined as unknown as string;
  expect(() => assertReceivedRequest(mock, missing)).toThrow('The path is undefined.');
  mock.journal.clear();
  assertOnlyIMDSv2(mock);
  expect(ends).toHaveLength(1);
  await ends[0]?.();
  await expect(fetch(mock.url)).rejects.toThrow();
});
