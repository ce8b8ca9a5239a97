import { headerEntries } from '../contract/header-entries.ts';
import type { Answer } from '../contract/profile.ts';
import type { ImdsRequest } from '../contract/request.ts';
import type { Imds } from '../serve/imds.ts';

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
 * A client of a simulated service.
 *
 * @public
 */
export interface TestClient {
  /** Asks for a path. */
  request(path: string, request?: TestRequest): TestReply;
  /** A new session token. */
  token(ttlSeconds?: number): string;
}

/** Creates a client. */
export function createClient(imds: Pick<Imds, 'handle'>): TestClient {
  const request: TestClient['request'] = (path, more = {}) => {
    const { answer } = imds.handle({
      method: 'GET',
      headers: {},
      client: '127.0.0.1',
      ...more,
      path,
    });
    return { status: answer.status, headers: byName(answer), body: textOf(answer.body) };
  };
  return {
    request,
    token: (ttlSeconds = 21_600) =>
      request('/latest/api/token', {
        method: 'PUT',
        headers: { 'x-aws-ec2-metadata-token-ttl-seconds': String(ttlSeconds) },
      }).body,
  };
}

function byName(answer: Answer): Record<string, string> {
  return Object.fromEntries(
    headerEntries(answer).map(([name, value]) => [name.toLowerCase(), value]),
  );
}

function textOf(body: string | Uint8Array): string {
  return typeof body === 'string' ? body : new TextDecoder().decode(body);
}
