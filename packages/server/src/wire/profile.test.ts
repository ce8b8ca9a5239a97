import type { Answer, Circumstances, Outcome, Profile } from '@aemm/core';
import { aemmProfile } from '@aemm/core';
import { describe, expect, test } from 'vitest';
import { startMock } from '../../test/mock.ts';
import { fixed, talk } from '../../test/talk.ts';

const STATUS: Partial<Record<Outcome['kind'], number>> = {
  absent: 404,
  failed: 500,
  forbidden: 403,
  'method-not-allowed': 405,
  'token-refused': 400,
  unauthorized: 401,
};

/** Every header in an order of its own, its state of the connection, and other statuses than AEMM's: nothing is left to the server. */
const other: Profile = {
  ...aemmProfile,
  id: 'other',
  policy: { ...aemmProfile.policy, noticeTime: 'fired', otherPut: 'forbidden' },
  render(outcome): Answer {
    const status = outcome.kind === 'malformed' ? outcome.status : (STATUS[outcome.kind] ?? 200);
    return { status, reason: outcome.kind, headers: [], body: outcome.kind, complete: true };
  },
  stamp(answer, { call, now }: Circumstances): Answer {
    const { tokenExpiresAt, request } = call ?? {};
    const left = tokenExpiresAt === undefined ? [] : ['Ttl', String(tokenExpiresAt - now)];
    const isKept = request?.headers.connection === 'keep-alive';
    const date = new Date(now).toUTCString();
    const headers = [...left, 'Content-Length', String(answer.body.length), 'Date', date];
    return {
      ...answer,
      headers: [...headers, 'Server', 'other', ...(isKept ? [] : ['Connection', 'close'])],
    };
  },
};

const LEAF = 'GET /latest/meta-data/mac HTTP/1.1\r\nHost: a\r\n';

describe('a profile that says everything itself', () => {
  test.each([
    ['a leaf', `${LEAF}\r\n`, '200 leaf'],
    ['a bad token', `${LEAF}X-aws-ec2-metadata-token: x\r\n\r\n`, '401 unauthorized'],
    ['PUT', 'PUT / HTTP/1.1\r\nHost: a\r\n\r\n', '403 forbidden'],
    ['POST', 'POST / HTTP/1.1\r\nHost: a\r\n\r\n', '405 method-not-allowed'],
    ['CONNECT', 'CONNECT a:1 HTTP/1.1\r\nHost: a:1\r\n\r\n', '405 method-not-allowed'],
    ['an expectation', `${LEAF}Expect: a-pony\r\n\r\n`, '417 malformed'],
    ['no Host', 'GET / HTTP/1.1\r\n\r\n', '400 malformed'],
    ['no request', 'nonsense\r\n\r\n', '400 malformed'],
  ])('does so for %s', async (_, bytes, status) => {
    const { port } = await startMock({ spec: { profile: other } });
    const [, kind = ''] = status.split(' ');
    expect(fixed(await talk(port, bytes))).toBe(
      [
        `HTTP/1.1 ${status}`,
        `Content-Length: ${kind.length}`,
        'Date: …',
        'Server: other',
        'Connection: close',
        '',
        kind,
      ].join('\n'),
    );
  });

  test('keeps connections when it does not say otherwise', async () => {
    const { port } = await startMock({ spec: { profile: other } });
    const kept = `${LEAF}Connection: keep-alive\r\n\r\n`;
    expect(fixed(await talk(port, `${kept}${kept}${LEAF}\r\n`))).toMatch(
      /^(HTTP\/1\.1 200 leaf\nContent-Length: 4\nDate: …\nServer: other\n\nleaf){2}HTTP.*close\n\nleaf$/s,
    );
  });

  test('sends the time that a token has left', async () => {
    const { port } = await startMock({ spec: { profile: other } });
    const put = 'PUT /latest/api/token HTTP/1.1\r\nHost: a\r\n';
    expect(await talk(port, `${put}X-aws-ec2-metadata-token-ttl-seconds: 5\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 200 token\r\nContent-Length: 5\r\n/,
    );
  });
});
