import { expect, test } from 'vitest';
import { startMock } from '../../test/mock.ts';
import { talk } from '../../test/talk.ts';

const PUT = 'PUT /latest/api/token HTTP/1.1\r\nHost: a\r\nConnection: close\r\n';
const GET = 'GET /latest/meta-data/mac HTTP/1.1\r\nHost: a\r\nConnection: close\r\n';

test.each([
  ['a token that is not asked for well', `${PUT}\r\n`, '400', 'v2 (no TTL)'],
  [
    'a lifetime that is too long',
    `${PUT}X-aws-ec2-metadata-token-ttl-seconds: 21601\r\n\r\n`,
    '400',
    'v2 (TTL not from 1 to 21600)',
  ],
  ['a proxy', `${PUT}X-Forwarded-For: b\r\n\r\n`, '403', 'v2 (X-Forwarded-For)'],
  ['no token', `${GET}\r\n`, '401', 'v1 (no token)'],
  ['an unknown token', `${GET}X-aws-ec2-metadata-token: abc\r\n\r\n`, '401', 'v2 (token unknown)'],
])('the log names the version and the reason of %s', async (_name, bytes, status, end) => {
  const mock = await startMock({ spec: { metadataOptions: { httpTokens: 'required' } } });
  await talk(mock.port, bytes);
  const [line = ''] = await mock.lines();
  expect(line).toContain(` ${status} 127.0.0.1 ${end}`);
  expect(line).not.toContain('abc');
});

test('the JSON log has version and reason as fields', async () => {
  const mock = await startMock({ format: 'json' });
  await talk(mock.port, `${PUT}\r\n`);
  const [line = ''] = await mock.lines();
  expect(JSON.parse(line)).toMatchObject({ status: 400, imds: 'v2', reason: 'no TTL' });
});
