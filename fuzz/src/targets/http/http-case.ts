import fc from 'fast-check';
import type { Sending } from '../../wire/exchange-bytes.ts';

/** Bytes for one connection, as text in Latin-1. */
export interface HttpCase extends Omit<Sending, 'awaited'> {
  readonly profile: 'aemm' | 'ec2';
  /** Valid requests at the beginning, by number. */
  readonly lead: readonly number[];
  /** What follows them. */
  readonly hostile: readonly string[];
}

/** Stands in the places of a request that never reach a log: query, user, headers, body. */
export const SECRET = 'S3CR3T-of-a-client';

export function bytesOf({ lead, hostile }: HttpCase, requestAt: (index: number) => string): string {
  return [...lead.map(requestAt), ...hostile].join('');
}

const method = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('GET', 'HEAD', 'PUT', 'OPTIONS', 'POST', 'DELETE') },
  {
    weight: 1,
    arbitrary: fc.constantFrom('CONNECT', 'PATCH', 'PRI', 'get', 'QUERY', 'M-SEARCH', ''),
  },
);

const path = fc.oneof(
  fc.constantFrom(
    '/latest/meta-data/mac',
    '/latest/api/token',
    '/latest/api/token/',
    '/latest/meta-data/iam/security-credentials/',
    '/latest/user-data',
    '/latest/dynamic/instance-identity/document',
    '//latest//meta-data/../../etc/passwd',
    '/%6c%61test/meta-data',
    '/%00',
    '/%',
    '*',
    'http://localhost/latest/meta-data',
    `http://user:${SECRET}@localhost/latest`,
    '/latest/meta-data/__proto__/constructor',
  ),
  fc.webPath(),
  fc.integer({ min: 1, max: 40_000 }).map((length) => `/${'a'.repeat(length)}`),
);

const query = fc.constantFrom('', '', `?token=${SECRET}`, '?', '#fragment', `?a=b&${SECRET}`);

const header = fc.oneof(
  fc.constantFrom(
    'Host: localhost',
    'Host: rebound.example.com',
    'Host:',
    'Host: a\r\nHost: b',
    `X-aws-ec2-metadata-token: ${SECRET}`,
    'X-aws-ec2-metadata-token-ttl-seconds: 60',
    'X-aws-ec2-metadata-token-ttl-seconds: -1',
    'X-aws-ec2-metadata-token-ttl-seconds: 1e3',
    'X-Forwarded-For: 192.0.2.1',
    'Connection: close',
    'Connection: keep-alive',
    'Connection: Upgrade\r\nUpgrade: websocket',
    'Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__',
    'Expect: 100-continue',
    'Expect: 200-ok',
    'Content-Length: 5',
    'Content-Length: 0',
    'Content-Length: -1',
    'Content-Length: 99999999999999999999',
    'Content-Length: 5\r\nContent-Length: 6',
    'Transfer-Encoding: chunked',
    'Transfer-Encoding: gzip, chunked',
    'Transfer-Encoding: chunked\r\nContent-Length: 3',
    'Transfer-Encoding : chunked',
    'Transfer-Encoding: xchunked',
    ' folded: x',
    'no-colon',
    `Authorization: Bearer ${SECRET}`,
  ),
  fc
    .tuple(fc.string({ maxLength: 20 }), fc.string({ maxLength: 40 }))
    .map((pair) => pair.join(': ')),
  fc.integer({ min: 1, max: 20_000 }).map((length) => `X-Long: ${'b'.repeat(length)}`),
);

const body = fc.oneof(
  { weight: 4, arbitrary: fc.constant('') },
  fc.constantFrom(
    'hello',
    `5\r\n${SECRET.slice(0, 5)}\r\n0\r\n\r\n`,
    '5;ext=1\r\nhello\r\n0\r\nTrailer: x\r\n\r\n',
    'ffffffffffffffff\r\n',
    '-1\r\n',
    'zz\r\n',
    '0\r\n\r\nGET /latest/meta-data/mac HTTP/1.1\r\nHost: localhost\r\n\r\n',
  ),
  fc.integer({ min: 1, max: 100_000 }).map((length) => 'c'.repeat(length)),
  fc.integer({ min: 1, max: 20_000 }).map((length) => `1;${'e'.repeat(length)}\r\nx\r\n0\r\n\r\n`),
);

const version = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('HTTP/1.1', 'HTTP/1.1', 'HTTP/1.0') },
  { weight: 1, arbitrary: fc.constantFrom('HTTP/2.0', 'HTTP/0.9', 'HTTP/1.9', 'http/1.1', '') },
);

const lineEnd = fc.oneof(
  { weight: 9, arbitrary: fc.constant('\r\n') },
  { weight: 1, arbitrary: fc.constantFrom('\n', '\r', '\r\r\n') },
);

const request = fc
  .tuple(method, path, query, version, fc.array(header, { maxLength: 5 }), lineEnd, body)
  .map(([verb, target, search, protocol, headers, end, content]) =>
    [`${verb} ${target}${search} ${protocol}`, ...headers, '', content].join(end),
  );

/** A request from which bytes were taken, or to which some were added. */
const damaged = fc
  .tuple(request, fc.nat(999), fc.nat(20), fc.string({ unit: 'binary-ascii', maxLength: 8 }))
  .filter(([text]) => !text.includes(SECRET))
  .map(([text, place, removed, added]) => {
    const at = Math.floor((place / 1000) * text.length);
    return text.slice(0, at) + added + text.slice(at + removed);
  });

const unfinished = fc
  .tuple(request, fc.nat(999))
  .map(([text, place]) => text.slice(0, Math.floor((place / 1000) * text.length)));

const noise = fc
  .uint8Array({ maxLength: 200 })
  .map((bytes) => Buffer.from(bytes).toString('latin1'));

const TLS_HELLO = '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03';
const HTTP2_PREFACE = 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n';

export const httpCases: fc.Arbitrary<HttpCase> = fc.record({
  profile: fc.constantFrom('aemm', 'ec2'),
  lead: fc.array(fc.nat(999), { maxLength: 4 }),
  hostile: fc.oneof(
    { weight: 6, arbitrary: fc.array(request, { maxLength: 3 }) },
    { weight: 4, arbitrary: damaged.map((text) => [text]) },
    { weight: 2, arbitrary: unfinished.map((text) => [text]) },
    { weight: 1, arbitrary: noise.map((text) => [text]) },
    { weight: 1, arbitrary: fc.constantFrom([TLS_HELLO], [HTTP2_PREFACE], []) },
  ),
  cuts: fc.array(fc.nat(999), { maxLength: 3 }),
  ending: fc.oneof(
    { weight: 450, arbitrary: fc.constant('end' as const) },
    { weight: 48, arbitrary: fc.constant('reset' as const) },
    // A second each.
    { weight: 1, arbitrary: fc.constant('stall' as const) },
  ),
});
