import { execFileSync } from 'node:child_process';
import type { Answer } from '@aemm/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exchangeOf } from '../../test/exchange-of.ts';
import { startMock } from '../../test/mock.ts';
import { askAndReset, fixed, open, talk } from '../../test/talk.ts';

const ID = '/latest/meta-data/instance-id';
const get = (target: string, more = ''): string =>
  `GET ${target} HTTP/1.1\r\nHost: imds\r\n${more}Connection: close\r\n\r\n`;
const isWhole = (received: string): boolean => received.endsWith('i-1234567890abcdef0');
const statusLine = (answer: string): string => answer.slice(0, answer.indexOf('\r\n'));

describe('an answer', () => {
  test('is on the wire as the profile has it, with a date and the state of the connection', async () => {
    const { port } = await startMock();
    expect(fixed(await talk(port, get(ID)))).toMatchInlineSnapshot(`
      "HTTP/1.1 200 OK
      Content-Type: text/plain
      Content-Length: 19
      Date: …
      Connection: close

      i-1234567890abcdef0"
    `);
  });

  test('keeps status text, and the case and order of headers', async () => {
    const headers = ['x-B', '1', 'dATE', 'now', 'X-a', '2', 'Content-Length', '0'];
    const custom: Answer = { status: 200, reason: 'Fine', headers, body: '' };
    const { port } = await startMock({ imds: { handle: () => exchangeOf(custom) } });
    expect(await talk(port, get('/'))).toMatchInlineSnapshot(`
      "HTTP/1.1 200 Fine
      x-B: 1
      dATE: now
      X-a: 2
      Content-Length: 0
      Connection: close

      "
    `);
  });

  test('goes to a client that speaks HTTP/1.0 and knows no Host', async () => {
    const { port } = await startMock();
    const answer = await talk(port, `GET ${ID} HTTP/1.0\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n.*\r\n\r\ni-1234567890abcdef0$/s);
  });

  test('comes in the order of the requests that were sent in one go', async () => {
    const { port } = await startMock();
    const pair = `GET ${ID} HTTP/1.1\r\nHost: a\r\n\r\nHEAD / HTTP/1.1\r\nHost: a\r\n\r\n`;
    const answer = await talk(port, pair.repeat(50) + get('/nothing/here'));
    const statuses = [...answer.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status);
    expect(statuses).toEqual([...Array.from({ length: 100 }, () => '200'), '404']);
  });
});

test('a client that resets its connection before the answer is known by its address', async () => {
  const mock = await startMock();
  await askAndReset(mock.port, get(ID));
  const entry = await mock.journal.waitFor({ path: ID });

  expect(entry.client).toBe('127.0.0.1');
  expect(await mock.lines()).toContain(`GET ${ID} 200 127.0.0.1 v1`);
});

test('a client that has reset its connection before it is accepted is not answered', async () => {
  const mock = await startMock();
  const script = `
    const socket = require('node:net').connect(${mock.port}, '127.0.0.1');
    socket.write(${JSON.stringify(get('/gone'))}, () => socket.resetAndDestroy());
  `;
  // While this waits for the other process, it accepts nothing.
  execFileSync(process.execPath, ['-e', script]);
  await talk(mock.port, get(ID));

  expect(mock.journal.find().map(({ path }) => path)).toEqual([ID]);
});

describe('a target', () => {
  test.each([
    '//latest//meta-data/',
    '/%zz',
    '/latest/%2e%2e',
    '/a;b',
    `/${'x'.repeat(5000)}`,
    '/?a=%',
    '/*',
    '*',
  ])('%s reaches core as it was sent', async (target) => {
    const seen: string[] = [];
    const answer: Answer = { status: 200, headers: ['Content-Length', '0'], body: '' };
    const { port } = await startMock({
      imds: {
        handle: ({ path }) => {
          seen.push(path);
          return exchangeOf(answer);
        },
      },
    });
    expect(statusLine(await talk(port, get(target)))).toBe('HTTP/1.1 200 OK');
    expect(seen).toEqual([target]);
  });

  test.each([
    [`http://imds.test${ID}`, 'i-1234567890abcdef0'],
    [`HTTPS://imds:80${ID}?x`, 'i-1234567890abcdef0'],
    ['http://imds', 'latest\n'],
  ])('in absolute form, %s, is answered by its path', async (target, body) => {
    const { port } = await startMock();
    const answer = await talk(port, get(target));
    expect(answer.split('\r\n\r\n')[1]).toBe(body);
  });
});

describe('a method', () => {
  test.each(['PROPFIND', 'TRACE', 'M-SEARCH', 'DELETE'])(
    '%s is refused by core',
    async (method) => {
      const { port } = await startMock();
      const answer = await talk(port, get(ID).replace('GET', method));
      expect(answer).toMatch(/^HTTP\/1\.1 405 .*\r\nAllow: GET, HEAD, OPTIONS\r\n/s);
    },
  );

  test('CONNECT is refused by core, and the connection ends', async () => {
    const { port, lines } = await startMock();
    const answer = await talk(port, 'CONNECT a:80 HTTP/1.1\r\nHost: a:80\r\n\r\n');
    expect(fixed(answer)).toContain('405 Method Not Allowed');
    expect(answer).toMatch(/\r\nConnection: close\r\n/);
    expect(await lines()).toEqual(['CONNECT a:80 405 127.0.0.1 v1']);
  });

  test('that Node does not know is malformed', async () => {
    const { port } = await startMock();
    expect(statusLine(await talk(port, get(ID).replace('GET', 'FOO')))).toBe(
      'HTTP/1.1 400 Bad Request',
    );
  });

  test('may wish to upgrade, and is answered as if it did not', async () => {
    const { port } = await startMock();
    const wish = 'Upgrade: websocket\r\nConnection: upgrade\r\n';
    const first = await open(port, `GET ${ID} HTTP/1.1\r\nHost: a\r\n${wish}\r\n`, isWhole);
    expect(statusLine(first.received)).toBe('HTTP/1.1 200 OK');
    const second = new Promise((resolve) => first.socket.once('data', resolve));
    first.socket.end(get(ID));
    expect(await second).toContain('i-1234567890abcdef0');
  });
});

describe('a malformed request', () => {
  test('with a raw newline in a header is refused in the form of the profile', async () => {
    const { port, lines } = await startMock();
    const answer = await talk(port, `GET / HTTP/1.1\r\nHost: a\r\nX: b\nc\r\n\r\n`);
    expect(fixed(answer)).toMatchInlineSnapshot(`
      "HTTP/1.1 400 Bad Request
      Content-Type: text/plain; charset=utf-8
      Connection: close
      Content-Length: 15

      400 Bad Request"
    `);
    expect(await lines()).toEqual(['- - 400 127.0.0.1']);
  });

  test.each([
    'garbage',
    'GET /ä HTTP/1.1\r\nHost: a\r\n\r\n',
    '\r\n\r\n\u0000',
    'GET / HTTP/9.9\r\n\r\n',
    'GET  HTTP/1.1\r\n\r\n',
    '\u0016\u0003\u0001',
  ])('%j is refused', async (bytes) => {
    const { port } = await startMock({ limits: { headersMs: 100, requestMs: 100 } });
    expect(statusLine(await talk(port, bytes))).toMatch(/^HTTP\/1\.1 (400|408) /);
    expect(await talk(port, get(ID))).toContain('200 OK');
  });

  test('without a Host is refused, as HTTP/1.1 wants it', async () => {
    const { port } = await startMock();
    expect(statusLine(await talk(port, 'GET / HTTP/1.1\r\n\r\n'))).toBe('HTTP/1.1 400 Bad Request');
  });

  test('after good ones in the same bytes is refused after their answers', async () => {
    const { port } = await startMock();
    const good = `GET ${ID} HTTP/1.1\r\nHost: a\r\n\r\n`;
    const answer = await talk(port, `${good.repeat(3)}nonsense\r\n\r\n`);
    const statuses = [...answer.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status);
    expect(statuses).toEqual(['200', '200', '200', '400']);
  });

  test('with an unknown expectation is refused', async () => {
    const { port } = await startMock();
    const answer = await talk(port, get(ID, 'Expect: a-pony\r\n'));
    expect(statusLine(answer)).toBe('HTTP/1.1 417 Expectation Failed');
    expect(answer).toMatch(/\r\n\r\n417 Expectation Failed$/);
  });
});

describe('a client that resets the connection', () => {
  test.each([
    get(ID),
    `CONNECT a:80 HTTP/1.1\r\nHost: a:80\r\n\r\n`,
    'GET / HTTP/1.1\r\n\r\n',
    `GET / HTTP/1.1\r\nHost: a\r\nExpect: a-pony\r\n\r\n`,
    `GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n`,
    `GET / HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: h2c\r\n\r\n`,
    'nonsense\r\n\r\n',
  ])('after %j does not stop the server', async (bytes) => {
    const { port } = await startMock();
    for (let times = 0; times < 20; times++) await askAndReset(port, bytes);
    expect(await talk(port, get(ID))).toContain('200 OK');
  });
});

describe('a refusal', () => {
  test('is logged once, however much the client still sends', async () => {
    const { port, lines } = await startMock();
    await talk(port, get(`/${'x'.repeat(1_000_000)}`));
    expect(await lines()).toEqual(['- - 431 127.0.0.1']);
  });

  test.each([
    ['of a malformed request', 'nonsense\r\n\r\n'],
    ['of an expectation', `GET / HTTP/1.1\r\nHost: a\r\nExpect: a-pony\r\n\r\n`],
  ])('%s ends the connection, whatever the profile says of it', async (_name, bytes) => {
    const refusal: Answer = { status: 400, headers: ['Content-Length', '2'], body: 'no' };
    const { port } = await startMock({ imds: { refuse: () => exchangeOf(refusal) } });
    expect(await talk(port, bytes)).toMatch(/\r\nConnection: close\r\n(?:.*\r\n)?\r\nno$/s);
  });
});

describe('a limit', () => {
  test('of header bytes is answered by 431', async () => {
    const { port } = await startMock({ limits: { headerBytes: 1000 } });
    const answer = await talk(port, get(ID, `X: ${'y'.repeat(2000)}\r\n`));
    expect(fixed(answer)).toMatchInlineSnapshot(`
      "HTTP/1.1 431 Request Header Fields Too Large
      Content-Type: text/plain; charset=utf-8
      Connection: close
      Content-Length: 35

      431 Request Header Fields Too Large"
    `);
  });

  test('of time for the headers is answered by 408', async () => {
    const { port } = await startMock({ limits: { headersMs: 50 } });
    expect(statusLine(await talk(port, 'GET / HTT'))).toBe('HTTP/1.1 408 Request Timeout');
  });

  test.each([
    ['the headers', { headersMs: 1000 }, 'GET / HTT', 1],
    ['a request', { requestMs: 1000 }, 'PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n', 2],
  ])('of time for %s acts within a tenth of it more', async (_, limits, bytes, answers) => {
    const { port } = await startMock({ limits });
    await new Promise((resolve) => setTimeout(resolve, 50));
    const begun = performance.now();
    const answer = await talk(port, bytes);
    const tookMs = performance.now() - begun;
    expect(answer.match(/HTTP\/1\.1/g)).toHaveLength(answers);
    expect(tookMs).toBeGreaterThan(950);
    expect(tookMs).toBeLessThan(1500);
  });

  test('of body bytes is answered by 413 before the body is there', async () => {
    const { port } = await startMock({ limits: { bodyBytes: 10 } });
    const head = 'PUT /latest/api/token HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\n\r\n';
    const answer = await talk(port, head);
    expect(fixed(answer)).toMatchInlineSnapshot(`
      "HTTP/1.1 413 Payload Too Large
      Content-Type: text/plain; charset=utf-8
      Connection: close
      Content-Length: 21
      Date: …

      413 Payload Too Large"
    `);
  });

  test('of body bytes is answered by 413 while a large body is being sent, which is not cut off', async () => {
    const { port } = await startMock();
    const size = 4 * 1024 * 1024;
    const head = `POST / HTTP/1.1\r\nHost: a\r\nContent-Length: ${size}\r\n\r\n`;
    const { socket, received } = await open(port, head, () => true);
    expect(statusLine(received)).toBe('HTTP/1.1 413 Payload Too Large');
    const closed = new Promise((resolve) => socket.on('close', resolve));
    socket.removeAllListeners('error').on('error', () => {});
    socket.write('x'.repeat(size));
    const hadError = await closed;
    expect(hadError).toBe(false);
  });

  test('of body bytes ends a connection whose body has no end', async () => {
    const { port } = await startMock({ limits: { bodyBytes: 100 } });
    const head = 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n';
    const { socket } = await open(port, head, (received) => received.includes('405'));
    const closed = new Promise<void>((resolve) => {
      socket
        .removeAllListeners('error')
        .on('error', () => {})
        .on('close', resolve);
    });
    for (let chunks = 0; chunks < 20; chunks++) socket.write('a\r\n0123456789\r\n');
    await closed;
  });
});

describe('a body', () => {
  const put =
    'PUT /latest/api/token HTTP/1.1\r\nHost: a\r\nX-aws-ec2-metadata-token-ttl-seconds: 60\r\n';

  test.each([
    ['with a length', 'Content-Length: 5\r\n\r\nhello'],
    ['in chunks', 'Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n'],
    ['that waits to be asked for', 'Expect: 100-continue\r\nContent-Length: 5\r\n\r\nhello'],
  ])('%s is skipped, and the connection goes on', async (_name, body) => {
    const { port } = await startMock();
    const answer = await talk(port, put + body + get(ID));
    expect(answer).toContain('i-1234567890abcdef0');
    expect(answer.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(2);
  });
});

describe('any bytes', () => {
  const pieces = fc.constantFrom(
    'GET ',
    'PUT ',
    '/latest/',
    'api/token',
    ' HTTP/1.1',
    ' HTTP/1.0',
    '\r\n',
    '\n',
    '\r',
    '\r\n\r\n',
    'Host: a',
    'Content-Length: ',
    '3',
    '-1',
    'Transfer-Encoding: chunked',
    'Expect: ',
    'Connection: upgrade',
    ':',
    ' ',
    '%',
    '\0',
  );
  const soup = fc.oneof(
    fc.array(pieces, { maxLength: 30 }).map((parts) => Buffer.from(parts.join(''))),
    fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  );

  test('leave the server alive', async () => {
    const { port } = await startMock({ limits: { headersMs: 40, requestMs: 40, idleMs: 40 } });
    await fc.assert(
      fc.asyncProperty(fc.array(soup, { minLength: 8, maxLength: 8 }), async (batch) => {
        await Promise.all(batch.map((bytes) => talk(port, bytes)));
        expect(await talk(port, get(ID))).toContain('i-1234567890abcdef0');
      }),
      { numRuns: 25 },
    );
  }, 30_000);
});
