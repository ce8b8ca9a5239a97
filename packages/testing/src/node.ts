import assert from 'node:assert/strict';
import type { AnyCategory, RequestQuery } from '@aemm/core';
import type { RunningMock, StartOptions } from '@aemm/mock';
import { startMock } from '@aemm/mock';
import type { Expectation } from './runners/expectations.ts';
import { haveReceivedOnlyIMDSv2, haveReceivedRequest } from './runners/expectations.ts';

/**
 * The part of a test of `node:test` that {@link mockFor} uses.
 *
 * @public
 */
export interface TestContext {
  /** Calls back when the test has ended. */
  after(run: () => Promise<void>): void;
}

/**
 * Starts a mock for a test of `node:test`, which is closed when the test ends.
 *
 * @example
 * ```ts
 * test('drains in time', async (t) => {
 *   const mock = await mockFor(t, { categories: [spot] });
 *   mock.actions.spot.interrupt({ action: 'stop' });
 *   await drain({ endpoint: mock.url });
 *   assertOnlyIMDSv2(mock);
 * });
 * ```
 * @throws AemmError as `startMock` does
 * @public
 */
export async function mockFor<const C extends readonly AnyCategory[] = readonly []>(
  test: TestContext,
  options: StartOptions<C> = {},
): Promise<RunningMock<C>> {
  const mock = await startMock(options);
  test.after(() => mock.close());
  return mock;
}

/**
 * Asserts that a mock received a request for a path; `*` stands for any characters.
 *
 * @param query - more that has to fit: `{ imds: 'v2', status: 200 }`
 * @throws AssertionError that shows what came nearest
 * @throws Error if there is none, and the journal has dropped older requests
 * @throws AemmError `AEMM_INPUT_INVALID` for a query that is not allowed, and `TypeError` for a path that is undefined
 * @public
 */
export function assertReceivedRequest(
  mock: Pick<RunningMock, 'requests' | 'imds' | 'journal'>,
  path: string,
  query?: Omit<RequestQuery, 'path'>,
): void {
  check(haveReceivedRequest(mock, path, query));
}

/**
 * Asserts that every request that a mock received came with a session token.
 *
 * @throws AssertionError that lists those without
 * @throws Error if there is none, and the journal has dropped older requests
 * @public
 */
export function assertOnlyIMDSv2(mock: Pick<RunningMock, 'requests' | 'imds' | 'journal'>): void {
  check(haveReceivedOnlyIMDSv2(mock));
}

function check({ pass, message }: Expectation): void {
  if (!pass) assert.fail(message());
}
