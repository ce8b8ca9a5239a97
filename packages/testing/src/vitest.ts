import type { AnyCategory } from '@aemm/core';
import type { RunningMock, StartOptions } from '@aemm/mock';
import { startMock } from '@aemm/mock';
import { test as base, expect } from 'vitest';
import type { MockMatchers } from './runners/matchers.ts';
import { matchers } from './runners/matchers.ts';

export type { MockMatchers } from './runners/matchers.ts';

declare module 'vitest' {
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown>
    extends MockMatchers<R> {}
}

expect.extend(matchers);

/**
 * Creates a `test` of Vitest that has a mock of its own, as `mock`, which is closed when it ends. `expect` has matchers
 * for it: see {@link MockMatchers}.
 *
 * @example
 * ```ts
 * const test = mockTest({ categories: [spot] });
 *
 * test('drains in time', async ({ mock }) => {
 *   mock.actions.spot.interrupt({ action: 'stop' });
 *   await mock.waitForRequest('/latest/meta-data/spot/instance-action');
 *   expect(mock).toHaveReceivedOnlyIMDSv2();
 * });
 * ```
 * @public
 */
export function mockTest<const C extends readonly AnyCategory[] = readonly []>(
  options: StartOptions<C> = {},
) {
  return base.extend<{ mock: RunningMock<C> }>({
    // biome-ignore lint/correctness/noEmptyPattern: Vitest wants the fixtures that it needs taken apart
    mock: async ({}, use) => {
      const mock = await startMock(options);
      try {
        await use(mock);
      } finally {
        await mock.close();
      }
    },
  });
}
