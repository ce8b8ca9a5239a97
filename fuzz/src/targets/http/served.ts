import { aemmProfile, bundledCategories, createEc2Profile } from '@aemm/core';
import { createManualClock, createSeededRandom } from '@aemm/core/testing';
import type { Mock } from '@aemm/server';
import { createLog, createMock } from '@aemm/server';

export const PROFILES = ['aemm', 'ec2'] as const;

/** Milliseconds for the head of a request, short enough to be waited for. */
const HEADERS_MS = 200;

/** A mock that listens. */
export interface Served {
  readonly mock: Mock;
  readonly port: number;
  /** A valid session token. */
  readonly token: string;
  /** What was logged since the last call. */
  takeLog(): string;
}

/** Starts a mock whose time stands still, so that its answers are known beforehand. */
export async function serve(profile: (typeof PROFILES)[number]): Promise<Served> {
  const decoder = new TextDecoder();
  let logged = '';
  const clock = createManualClock();
  const mock = createMock({
    spec: {
      categories: bundledCategories,
      profile: profile === 'aemm' ? aemmProfile : createEc2Profile(),
    },
    clock,
    random: createSeededRandom(),
    limits: { headersMs: HEADERS_MS, requestMs: 2 * HEADERS_MS },
    log: createLog({
      format: 'text',
      clock,
      sink: (bytes, done) => {
        logged += decoder.decode(bytes);
        done();
      },
    }),
  });
  const { port } = await mock.listen({ host: '127.0.0.1', port: 0 });
  const { answer } = mock.imds.handle({
    method: 'PUT',
    path: '/latest/api/token',
    headers: { 'x-aws-ec2-metadata-token-ttl-seconds': '21600' },
    client: '127.0.0.1',
  });
  return {
    mock,
    port,
    token: String(answer.body),
    takeLog() {
      const text = logged;
      logged = '';
      return text;
    },
  };
}
