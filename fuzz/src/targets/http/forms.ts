import type { Answer, ImdsRequest } from '@aemm/core';
import { headerEntries } from '@aemm/core';
import type { Received } from '../../wire/read-answer.ts';
import type { Served } from './served.ts';

/** The forms that answers of a profile have. */
export interface Forms {
  /** Whether an answer has one of them; `body` is absent for an answer to HEAD. */
  has(answer: Received): boolean;
  /** A valid request of the pipeline. */
  requestAt(index: number): string;
  /** The form of its answer. */
  answerAt(index: number): string;
}

/** Headers that depend on the moment or the connection. */
const VARIABLE = new Set([
  'date',
  'connection',
  'keep-alive',
  'x-aws-ec2-metadata-token-ttl-seconds',
]);

const METHOD_PATHS = ['/latest/meta-data/mac', '/latest/api/token', '/nothing-here'];
const METHODS = ['GET', 'PUT', 'POST', 'DELETE', 'OPTIONS', 'CONNECT'];

/** Collects the forms by asking the service itself, without a wire. */
export function createForms({ mock, token }: Served): Forms {
  const { imds } = mock;
  const ask = (request: Partial<ImdsRequest>): Answer =>
    imds.handle({ method: 'GET', path: '/', headers: {}, client: '127.0.0.1', ...request }).answer;
  const paths = pathsOf(mock.imds.snapshot.routes.map(({ path }) => path));
  const versions = ['latest', ...imds.snapshot.profile.policy.builds];
  // Credentials differ by the version of IMDS that asks for them.
  const tokens = [{}, { 'x-aws-ec2-metadata-token': token }];
  const known = versions.flatMap((version) =>
    paths.flatMap((path) =>
      tokens.map((headers) => ask({ path: path.replace(/^\/latest/, `/${version}`), headers })),
    ),
  );
  const methods = METHODS.flatMap((method) => METHOD_PATHS.map((path) => ask({ method, path })));
  const refused = [
    ask({ headers: { 'x-aws-ec2-metadata-token': 'unknown' } }),
    ask({
      method: 'PUT',
      path: METHOD_PATHS[1] ?? '',
      headers: { 'x-forwarded-for': '192.0.2.1' },
    }),
    ...[400, 403, 408, 413, 417, 431].map((status) => imds.refuse(status).answer),
  ];
  const keys = new Set(
    [...known, ...methods, ...refused].map((answer) => formOf(toReceived(answer))),
  );
  const heads = new Set([...keys].map((key) => key.slice(0, key.indexOf('\n'))));
  const requests = paths.map((path) => `GET ${path} HTTP/1.1\r\nHost: localhost\r\n`);
  return {
    has: (answer) =>
      answer.body === undefined
        ? heads.has(formOf(answer).split('\n', 1)[0] ?? '')
        : keys.has(formOf(answer)) || isToken(answer),
    requestAt: (index) => {
      const header = index % 2 === 0 ? `X-aws-ec2-metadata-token: ${token}\r\n` : '';
      return `${requests[index % requests.length]}${header}\r\n`;
    },
    answerAt: (index) => {
      const path = paths[index % paths.length] ?? '/';
      return formOf(toReceived(ask({ path, headers: tokens[(index + 1) % 2] ?? {} })));
    },
  };
}

/** Status, headers without those that vary, and body. */
export function formOf({ status, headers, body = '' }: Received): string {
  const fixed = headers.filter(([name]) => !VARIABLE.has(name.toLowerCase()));
  return `${status} ${fixed.map((entry) => entry.join(': ')).join(', ')}\n${body}`;
}

/** An answer of the service, as it would be received. */
export function toReceived(answer: Answer): Received {
  const text = typeof answer.body === 'string' ? answer.body : Buffer.from(answer.body);
  const body = Buffer.from(text).toString('latin1');
  return { status: answer.status, headers: headerEntries(answer), body };
}

/** Leaves, and the listings above them. */
function pathsOf(leaves: readonly string[]): readonly string[] {
  const paths = leaves.flatMap((leaf) => {
    const parts = leaf.split('/');
    return parts.map((_, index) => parts.slice(0, index + 1).join('/') || '/');
  });
  return [...new Set(paths)];
}

function isToken({ status, headers, body = '' }: Received): boolean {
  const hasTtl = headers.some(
    ([name]) => name.toLowerCase() === 'x-aws-ec2-metadata-token-ttl-seconds',
  );
  return status === 200 && hasTtl && /^[\w=-]{30,120}$/.test(body);
}
