import { tempTree } from '@aemm/testing';
import { describe, expect, test } from 'vitest';
import { sendBytes } from './support/http.ts';
import { bearing, shareMock, startMock } from './support/mock.ts';
import { NOT_FOUND, page } from './support/pages.ts';

const MAC = '/latest/meta-data/mac';
const TOKEN = '/latest/api/token';
const TTL = 'X-aws-ec2-metadata-token-ttl-seconds';

describe('tokens', () => {
  const mock = shareMock('');
  const put = (headers: Record<string, string>) =>
    mock().request(TOKEN, { method: 'PUT', headers });

  test.for(['1', '21600'])('are given for %s seconds, which the answer repeats', async (ttl) => {
    const { status, type, headers } = await put({ [TTL]: ttl });

    expect({ status, type, ttl: headers[TTL.toLowerCase()] }).toEqual({
      status: 200,
      type: 'text/plain',
      ttl,
    });
  });

  test.for(['0', '-1', '21601', 'ten', '1.5', ''])(
    'are not given for "%s" seconds',
    async (ttl) => {
      const { status, type, body } = await put({ [TTL]: ttl });

      expect({ status, type, body }).toEqual({
        status: 400,
        type: 'text/plain',
        body: page('400 - Bad Request'),
      });
    },
  );

  test('are not given to who does not say for how long', async () => {
    expect((await put({})).status).toBe(400);
  });

  test('[D10] have the form of the real ones and cannot be guessed from each other', async () => {
    const [one, other] = [await mock().token(), await mock().token()];

    expect(one).toMatch(/^AQAEA[\w-]{49}==$/);
    expect(other).not.toBe(one);
    expect(other.slice(20)).not.toContain(one.slice(20, 30));
  });

  test('[D10] are accepted by every mock that shares the secret, and by no other', async () => {
    const env = { AEMM_TOKEN_SECRET: 'a secret that they share' };
    await using one = await startMock('--imdsv2', { env });
    await using other = await startMock('--imdsv2', { env });
    await using stranger = await startMock('--imdsv2');
    const headers = bearing(await one.token());

    expect((await other.get(MAC, headers)).status).toBe(200);
    expect((await stranger.get(MAC, headers)).status).toBe(401);
  });

  test('[D05] are not given through a proxy', async () => {
    const { status, body } = await put({ [TTL]: '60', 'X-Forwarded-For': '192.0.2.1' });

    expect({ status, body }).toEqual({ status: 403, body: page('403 - Forbidden') });
  });

  test('[D06] that are wrong are refused even where none is needed', async () => {
    const good = await mock().token();

    expect((await mock().get(MAC, bearing(good))).status).toBe(200);
    expect((await mock().get(MAC, bearing('wrong'))).status).toBe(401);
    expect((await mock().get(MAC, bearing(good.replace(/.{4}$/, 'AA==')))).status).toBe(401);
  });
});

describe('methods', () => {
  const mock = shareMock('');

  test.for(['POST', 'PUT', 'DELETE', 'PATCH'])(
    '[D04] %s on metadata is 405 with Allow',
    async (method) => {
      const { status, headers, body } = await mock().request(MAC, { method });

      expect({ status, allow: headers.allow, body }).toEqual({
        status: 405,
        allow: 'GET, HEAD, OPTIONS',
        body: page('405 - Method Not Allowed'),
      });
    },
  );

  test.for(['GET', 'HEAD', 'POST', 'DELETE'])(
    '[D04] %s on the token path is 405 with Allow',
    async (method) => {
      const { status, headers } = await mock().request(TOKEN, { method });

      expect({ status, allow: headers.allow }).toEqual({ status: 405, allow: 'OPTIONS, PUT' });
    },
  );

  test('[D04] HEAD has the headers of GET and no body', async () => {
    const get = await mock().get(MAC);
    const head = await mock().request(MAC, { method: 'HEAD' });

    expect(head).toMatchObject({ status: 200, type: get.type, body: '' });
    expect(head.headers['content-length']).toBe(String(get.body.length));
  });

  test('[D04] OPTIONS says what is allowed', async () => {
    const { status, headers } = await mock().request(MAC, { method: 'OPTIONS' });

    expect({ status, allow: headers.allow }).toEqual({ status: 200, allow: 'GET, HEAD, OPTIONS' });
  });
});

describe('paths', () => {
  const mock = shareMock('');

  test.for(['/latest/meta-data/a', '/latest/meta-data/iam/inf', '/lates'])(
    '[D07] %s is a part of a name, and so 404',
    async (path) => {
      expect(await mock().get(path)).toMatchObject({ status: 404, body: NOT_FOUND });
    },
  );

  test.for(['//latest/meta-data/mac', '/latest//meta-data/mac', '/latest/meta-data/mac//'])(
    '[D08] %s is answered and not redirected',
    async (path) => {
      expect(await mock().get(path)).toMatchObject({ status: 200, body: '0e:49:61:0f:c3:11' });
    },
  );

  test('[D09] a name that is leaf and directory is listed once, as a directory', async () => {
    expect((await mock().get('/latest/meta-data/iam')).body).toBe('info\nsecurity-credentials/');
    expect((await mock().get('/latest/meta-data/elastic-inference')).body).toBe('associations/');
  });

  test('queries are not looked at', async () => {
    expect(await mock().get('/latest/meta-data/mac?x=1')).toMatchObject({ status: 200 });
  });
});

describe('what is not a request', () => {
  const mock = shareMock('--imdsv2');
  const BAD = /^HTTP\/1\.1 400 Bad Request\r\n(.*\r\n)*\r\n400 Bad Request$/;

  test.for([
    [
      'a raw newline in a header',
      `GET ${MAC} HTTP/1.1\r\nHost: x\r\nX-aws-ec2-metadata-token: a\nb\r\n\r\n`,
    ],
    ['no HTTP at all', 'hello\r\n\r\n'],
    ['two lengths', 'GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n'],
  ] as const)('because of %s: 400 as text, connection closed, server alive', async ([, bytes]) => {
    const answer = await sendBytes(mock().port, bytes);

    expect(answer).toMatch(BAD);
    expect(answer).toMatch(/^Content-Type: text\/plain; charset=utf-8\r$/m);
    expect(answer).toMatch(/^Connection: close\r$/m);
    expect((await mock().get(MAC)).status).toBe(401);
  });

  test.for([
    ['a method that Node does not know', `FOO ${MAC} HTTP/1.1\r\nHost: x\r\n\r\n`],
    ['lines that end with no more than a line feed', `GET ${MAC} HTTP/1.0\n\n`],
    ['letters beyond ASCII in the path', 'GET /ä HTTP/1.1\r\nHost: x\r\n\r\n'],
  ] as const)('[D52] because of %s: 400 as text', async ([, bytes]) => {
    expect(await sendBytes(mock().port, bytes)).toMatch(BAD);
  });

  test('[D12] because its headers are too large: 431 in the same form', async () => {
    const bytes = `GET ${MAC} HTTP/1.1\r\nHost: x\r\nX-Big: ${'a'.repeat(20_000)}\r\n\r\n`;
    const answer = await sendBytes(mock().port, bytes);

    expect(answer).toMatch(/^HTTP\/1\.1 431 Request Header Fields Too Large\r\n/);
    expect(answer).toMatch(/\r\n\r\n431 Request Header Fields Too Large$/);
    expect((await mock().get(MAC)).status).toBe(401);
  });
});

test('[D11] a leaf whose code fails answers 500, is reported in the log, and breaks no other', async () => {
  using plugin = tempTree({
    'package.json': {
      name: 'aemm-plugin-failing',
      version: '1.0.0',
      type: 'module',
      oclif: { hooks: { 'aemm:categories': './categories.js' } },
    },
    'categories.js': `
      const leaf = { key: 'failing', path: 'meta-data/failing' };
      const value = ({ time, startedAt }) => {
        if (time > startedAt) throw new Error('out of order');
        return 'well';
      };
      export default async () => [{
        id: 'failing', contract: 1, description: 'Fails', section: 'metadata',
        settings: {}, leaves: [], notices: [{ ...leaf, trigger: 'mock', value }],
      }];
    `,
  });
  await using mock = await startMock('', { plugins: [plugin.path] });
  const { status, type, body } = await mock.get('/latest/meta-data/failing');

  expect({ status, type, body }).toEqual({
    status: 500,
    type: 'text/plain',
    body: page('500 - Internal Server Error'),
  });
  expect((await mock.get(MAC)).status).toBe(200);
  await mock.waitFor(/\/latest\/meta-data\/failing answers 500: .*out of order/);
});

describe('the log of requests', () => {
  test('[D31] has a line each: method, target, status, client, version of IMDS', async () => {
    await using mock = await startMock();
    await mock.get(MAC);
    await mock.waitFor(
      /^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d GET \/latest\/meta-data\/mac 200 127\.0\.0\.1 v1$/m,
    );
  });

  test('[D31] can be JSON', async () => {
    await using mock = await startMock('--request-log json');
    await mock.get(MAC);
    const [line] = await mock.waitFor(/^\{.*"target":"\/latest\/meta-data\/mac".*\}$/m);

    expect(JSON.parse(line)).toMatchObject({ method: 'GET', status: 200, client: '127.0.0.1' });
    await mock.waitFor(/"Initiating ec2-metadata-mock for all mocks on port \d+"/);
  });

  test('[D31] can be off, which leaves the sign of readiness', async () => {
    await using mock = await startMock('--request-log off spot -d 60');
    await mock.get(MAC);
    await mock.get('/latest/meta-data/spot/instance-action');
    await mock.waitFor(/Delaying the response by 60s/);

    expect(mock.stderr).not.toContain('GET');
  });
});
