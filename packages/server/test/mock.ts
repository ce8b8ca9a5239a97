import type { Faults, Imds, ImdsSpec, Journal } from '@aemm/core';
import { bundledCategories } from '@aemm/core';
import { createManualClock, createSeededRandom } from '@aemm/core/testing';
import { onTestFinished } from 'vitest';
import type { HostCheckMode, Limits, LogFormat, Mock } from '../src/index.ts';
import { createLog, createMock } from '../src/index.ts';

/** A mock with the bundled categories, and the lines of its log. */
export interface TestMock extends Mock {
  /** Its faults. */
  readonly faults: Faults;
  /** The journal of its requests. */
  readonly journal: Journal;
  /** The lines logged so far, without their time. */
  lines(): Promise<string[]>;
}

export interface TestMockOptions {
  readonly spec?: Partial<ImdsSpec>;
  /** What replaces methods of the service. */
  readonly imds?: Partial<Imds>;
  readonly limits?: Partial<Limits>;
  readonly format?: LogFormat;
  readonly checkHost?: HostCheckMode;
  readonly allowedHosts?: readonly string[];
}

/** Builds a mock that does not listen. */
export function buildMock(options: TestMockOptions = {}): TestMock {
  const { spec, imds: replaced, format = 'text', ...served } = options;
  const clock = createManualClock();
  const decoder = new TextDecoder();
  let text = '';
  const log = createLog({
    format,
    clock,
    sink: (batch, done) => {
      text += decoder.decode(batch);
      done();
    },
  });
  const mock = createMock({
    spec: { categories: bundledCategories, ...spec },
    clock,
    random: createSeededRandom(),
    log,
    ...served,
  });
  Object.assign(mock.imds, replaced);
  const { faults, journal } = mock.control;
  return {
    ...mock,
    faults,
    journal,
    async lines() {
      await log.flush();
      return text
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => line.replace(/^\S+ \S+ /, ''));
    },
  };
}

/** A mock that listens until the test is over. */
export async function startMock(
  options: TestMockOptions = {},
  host = '127.0.0.1',
): Promise<TestMock & { readonly port: number; readonly url: string }> {
  const mock = buildMock(options);
  const { port, url } = await mock.listen({ host, port: 0 });
  onTestFinished(() => mock.close({ quietMs: 0, graceMs: 100 }));
  return { ...mock, port, url };
}
