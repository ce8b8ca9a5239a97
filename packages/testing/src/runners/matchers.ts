import type { RequestQuery } from '@aemm/core';
import type { RunningMock } from '@aemm/mock';
import { haveReceivedOnlyIMDSv2, haveReceivedRequest } from './expectations.ts';

/** The matchers of Jest and Vitest, for `expect.extend`. */
export const matchers = {
  toHaveReceivedRequest: (mock: RunningMock, path: string, query?: Omit<RequestQuery, 'path'>) =>
    haveReceivedRequest(mock, path, query),
  toHaveReceivedOnlyIMDSv2: (mock: RunningMock) => haveReceivedOnlyIMDSv2(mock),
};

/**
 * The matchers that a mock has in `expect`.
 *
 * @public
 */
export interface MockMatchers<R = unknown> {
  /**
   * Whether the mock received a request for a path; `*` stands for any characters. A failure shows what came nearest.
   * If none did, and the journal has dropped older requests, the opposite fails too.
   *
   * @param query - more that has to fit: `{ imds: 'v2', status: 200 }`
   */
  toHaveReceivedRequest(path: string, query?: Omit<RequestQuery, 'path'>): R;
  /**
   * Whether every request that the mock received came with a session token. A failure lists those without.
   * If there is none, and the journal has dropped older requests, the opposite fails too.
   */
  toHaveReceivedOnlyIMDSv2(): R;
}
