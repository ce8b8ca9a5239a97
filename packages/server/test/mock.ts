import type { Imds, ImdsSpec } from '@aemm/core';
import { bundledCategories, createImds } from '@aemm/core';
import { createManualClock, createSeededRandom } from '@aemm/core/testing';
import type { FastifyInstance } from 'fastify';
import { onTestFinished } from 'vitest';
import type { Limits } from '../src/index.ts';
import { buildServer, createLog, listen, nodeMac, stop } from '../src/index.ts';

/** A mock with the bundled categories, and the lines of its log. */
export interface Mock {
  readonly server: FastifyInstance;
  readonly imds: Imds;
  /** The lines told so far, without their time. */
  lines(): Promise<string[]>;
}

export interface MockOptions {
  readonly spec?: Partial<ImdsSpec>;
  readonly imds?: Partial<Imds>;
  readonly limits?: Partial<Limits>;
}

/** Builds a mock that does not listen. */
export function buildMock({ spec, imds: altered, limits }: MockOptions = {}): Mock {
  const clock = createManualClock();
  const decoder = new TextDecoder();
  let text = '';
  const log = createLog({
    format: 'text',
    clock,
    sink: (batch, done) => {
      text += decoder.decode(batch);
      done();
    },
  });
  const real = createImds({
    spec: { categories: bundledCategories, ...spec },
    mac: nodeMac,
    clock,
    random: createSeededRandom(),
    observe: (event) => log.event(event),
  });
  const imds = { ...real, ...altered };
  return {
    server: buildServer({ imds, log, ...(limits && { limits }) }),
    imds,
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
  options: MockOptions = {},
  host = '127.0.0.1',
): Promise<Mock & { readonly port: number }> {
  const mock = buildMock(options);
  const { port } = await listen(mock.server, { host, port: 0 });
  onTestFinished(() => stop(mock.server, 100));
  return { ...mock, port };
}
