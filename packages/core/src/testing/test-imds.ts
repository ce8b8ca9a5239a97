import type { ImdsSpec } from '../compile/spec.ts';
import { headerEntries } from '../contract/header-entries.ts';
import type { Answer } from '../contract/profile.ts';
import type { ImdsEvent, ImdsRequest } from '../contract/request.ts';
import type { Imds } from '../serve/imds.ts';
import { createImds } from '../serve/imds.ts';
import type { ManualClock } from './manual-clock.ts';
import { createManualClock } from './manual-clock.ts';
import { createSeededRandom } from './seeded-random.ts';
import { weakMac } from './weak-mac.ts';

/**
 * The parts of a request that a test sets. The default is a GET from 127.0.0.1 without headers.
 *
 * @public
 */
export type TestRequest = Partial<Omit<ImdsRequest, 'path'>>;

/**
 * An answer as a test looks at it.
 *
 * @public
 */
export interface TestReply {
  /** The HTTP status. */
  readonly status: number;
  /** Headers by lower-cased name. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body as text. */
  readonly body: string;
}

/**
 * A simulated service whose time stands still, with what happened beside its answers.
 *
 * @public
 */
export interface TestImds {
  /** The service itself. */
  readonly imds: Imds;
  /** Its time. */
  readonly clock: ManualClock;
  /** What it was observed to do, in order. */
  readonly events: readonly ImdsEvent[];
  /** Asks for a path. */
  request(path: string, request?: TestRequest): TestReply;
  /** A new session token. */
  token(ttlSeconds?: number): string;
}

/**
 * Creates a simulated service for a test: the same answers in every run, at a time that the test moves.
 *
 * @example
 * ```ts
 * const imds = createTestImds({ categories: [rack] });
 * imds.clock.advance(60);
 * imds.request('/latest/meta-data/rack/room').body;
 * ```
 * @throws AemmError as {@link compileSnapshot} does
 * @public
 */
export function createTestImds(spec: ImdsSpec): TestImds {
  const clock = createManualClock();
  const events: ImdsEvent[] = [];
  const imds = createImds({
    spec,
    clock,
    random: createSeededRandom(),
    mac: weakMac,
    observe: (event) => events.push(event),
  });
  const request = (path: string, more: TestRequest = {}): TestReply => {
    const { answer } = imds.handle({
      method: 'GET',
      headers: {},
      client: '127.0.0.1',
      ...more,
      path,
    });
    const { status, body } = answer;
    return { status, headers: byName(answer), body: textOf(body) };
  };
  const token = (ttlSeconds = 21_600): string =>
    request('/latest/api/token', {
      method: 'PUT',
      headers: { 'x-aws-ec2-metadata-token-ttl-seconds': String(ttlSeconds) },
    }).body;
  return { imds, clock, events, request, token };
}

function byName(answer: Answer): Record<string, string> {
  return Object.fromEntries(
    headerEntries(answer).map(([name, value]) => [name.toLowerCase(), value]),
  );
}

function textOf(body: string | Uint8Array): string {
  return typeof body === 'string' ? body : new TextDecoder().decode(body);
}
