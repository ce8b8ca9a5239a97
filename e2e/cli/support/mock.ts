import type { CliOptions, RunningCli } from '@aemm/testing';
import { startCli } from '@aemm/testing';
import { afterAll, beforeAll } from 'vitest';
import type { Answer, RequestOptions } from './http.ts';
import { send } from './http.ts';

/** The binary, listening. */
export interface Mock extends RunningCli {
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  request(path: string, options?: RequestOptions): Promise<Answer>;
  /** A session token. */
  token(ttlSeconds?: number): Promise<string>;
}

export interface MockOptions extends CliOptions {
  /** Where requests go; 127.0.0.1 if absent. */
  readonly host?: string;
}

/** Starts the binary with what a user would type after its name, on loopback and a free port unless that says more. */
export async function startMock(
  typed = '',
  { host = '127.0.0.1', ...options }: MockOptions = {},
): Promise<Mock> {
  const cli = await startCli(wordsOf(typed), options);
  const { port } = cli;
  const request = (path: string, sent: RequestOptions = {}): Promise<Answer> =>
    send({ host, port, path, ...sent });
  // What the process has written is read through getters, so the object is extended and not copied.
  return Object.assign(cli, {
    request,
    get: (path: string, headers: Record<string, string> = {}) => request(path, { headers }),
    async token(ttlSeconds = 21_600) {
      const headers = { 'X-aws-ec2-metadata-token-ttl-seconds': String(ttlSeconds) };
      const { status, body } = await request('/latest/api/token', { method: 'PUT', headers });
      if (status !== 200) throw new Error(`No token: ${status} ${body}`);
      return body;
    },
  });
}

/** The arguments in a line without quotes. */
export function wordsOf(typed: string): string[] {
  return typed.split(' ').filter((word) => word !== '');
}

/** The header that carries a session token. */
export function bearing(token: string): Record<string, string> {
  return { 'X-aws-ec2-metadata-token': token };
}

/** One mock for all tests of a `describe`, which only read from it. */
export function shareMock(typed: string, options: MockOptions = {}): () => Mock {
  let mock: Mock | undefined;
  beforeAll(async () => {
    mock = await startMock(typed, options);
  }, 30_000);
  afterAll(() => mock?.stop());
  return () => {
    if (mock === undefined) throw new Error('The mock starts before the first test.');
    return mock;
  };
}
