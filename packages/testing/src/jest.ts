// Only for the compiler here: without `preserve`, it is not in what users get, who may not have Jest.
/// <reference types="expect" />

import type { AnyCategory } from '@aemm/core';
import type { RunningMock, StartOptions } from '@aemm/mock';
import { startMock } from '@aemm/mock';
import type { MockMatchers } from './runners/matchers.ts';
import { matchers } from './runners/matchers.ts';

export type { MockMatchers } from './runners/matchers.ts';

/** What Jest and runners like it bring as globals. */
interface Runner {
  readonly beforeEach: (run: () => Promise<void>) => void;
  readonly afterEach: (run: () => Promise<void>) => void;
  readonly expect: { extend(added: typeof matchers): void };
}

declare global {
  namespace jest {
    interface Matchers<R> extends MockMatchers<R> {}
  }
}

// The `expect` of `@jest/globals`. Where Jest is not installed, the declaration has no effect.
declare module 'expect' {
  interface Matchers<R extends void | Promise<void>, T = unknown> extends MockMatchers<R> {}
}

/**
 * A mock of its own for each test.
 *
 * @public
 */
export interface MockOfTest<C extends readonly AnyCategory[] = readonly AnyCategory[]> {
  /**
   * The mock of the test that runs.
   *
   * @throws Error outside a test
   */
  readonly current: RunningMock<C>;
}

/**
 * Gives each test of a file, or of the `describe` that it is called in, a mock of its own, which is closed when the test
 * ends. `expect` has matchers for it: see {@link MockMatchers}.
 *
 * @example
 * ```ts
 * const mock = mockEach({ categories: [spot] });
 *
 * test('drains in time', async () => {
 *   mock.current.actions.spot.interrupt({ action: 'stop' });
 *   await drain({ endpoint: mock.current.url });
 *   expect(mock.current).toHaveReceivedOnlyIMDSv2();
 * });
 * ```
 * @throws Error where Jest's globals are not there
 * @public
 */
export function mockEach<const C extends readonly AnyCategory[] = readonly []>(
  options: StartOptions<C> = {},
): MockOfTest<C> {
  const { beforeEach, afterEach, expect } = runner();
  let current: RunningMock<C> | undefined;
  expect.extend(matchers);
  beforeEach(async () => {
    current = await startMock(options);
  });
  afterEach(async () => {
    const mock = current;
    current = undefined;
    await mock?.close();
  });
  return {
    get current() {
      if (current === undefined) throw new Error('There is a mock only while a test runs.');
      return current;
    },
  };
}

function runner(): Runner {
  const { beforeEach, afterEach, expect } = globalThis as unknown as Partial<Runner>;
  if (beforeEach === undefined || afterEach === undefined || expect === undefined) {
    throw new Error(
      'mockEach needs beforeEach, afterEach and expect as globals, as Jest has them.',
    );
  }
  return { beforeEach, afterEach, expect };
}
