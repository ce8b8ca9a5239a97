import type { LookupAddress } from 'node:dns';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { TestMockOptions } from '../../test/mock.ts';
import { startMock } from '../../test/mock.ts';
import { talk } from '../../test/talk.ts';

/** A name of the public DNS, which the file of hosts could give to a loopback address. */
const NAME = 'IMDS.corp.example';

vi.mock('node:dns/promises', async (load) => {
  const dns = await load<typeof import('node:dns/promises')>();
  const lookup = async (name: string, options: object): Promise<LookupAddress> =>
    name === NAME ? { address: '127.0.0.1', family: 4 } : dns.lookup(name, options);
  return { ...dns, lookup };
});

/** The status of a request with a `Host`. */
async function ask(port: number, host: string, path = '/', lines: string[] = []): Promise<number> {
  const head = [`GET ${path} HTTP/1.1`, `Host: ${host}`, 'Connection: close', ...lines];
  const answer = await talk(port, `${head.join('\r\n')}\r\n\r\n`);
  return Number(answer.slice('HTTP/1.1 '.length).slice(0, 3));
}

const PUBLIC = ['evil.example', 'EVIL.example.com:1338', 'a.b.c.', 'localhost.evil.com', 'x.local'];

const ACCEPTED = [
  'localhost',
  'LocalHost:1338',
  'localhost.',
  'imds.localhost',
  '127.0.0.1:1338',
  '169.254.169.254',
  '10.1.2.3',
  '127.1',
  '0x7f.1',
  '[::1]:1338',
  '[fd00:ec2::254]',
  'imds',
  'instance-data.ec2.internal',
  'host.docker.internal:1338',
  'imds.test',
  '',
];

describe('a server on loopback', () => {
  test.each(PUBLIC)('refuses the host %s', async (host) => {
    const { port, stats } = await startMock();
    expect(await ask(port, host)).toBe(403);
    expect(stats.refusedHosts).toBe(1);
  });

  test.each(ACCEPTED)('answers the host "%s"', async (host) => {
    const { port, stats } = await startMock();
    expect(await ask(port, host)).toBe(200);
    expect(stats.refusedHosts).toBe(0);
  });

  test('answers HTTP/1.0 without a host', async () => {
    const { port } = await startMock();
    expect(await talk(port, 'GET / HTTP/1.0\r\n\r\n')).toContain('200 OK');
  });

  test('refuses in the form of the profile, and logs the request and the reason', async () => {
    const { port, lines } = await startMock();
    expect(await talk(port, 'GET / HTTP/1.1\r\nHost: a.b\r\n\r\n')).toMatch(
      /^HTTP\/1\.1 403 Forbidden\r\n.*\r\nConnection: close\r\n.*403 - Forbidden/s,
    );
    await ask(port, 'c.d');
    expect(await lines()).toMatchInlineSnapshot(`
      [
        "Warning: requests for the host "a.b" are refused, as a web page may send them by DNS rebinding. To answer any host, use --check-host off. Refused so far: 1.",
        "GET / 403 127.0.0.1 v1 (Host not allowed)",
        "GET / 403 127.0.0.1 v1 (Host not allowed)",
      ]
    `);
  });

  test('hangs up at once on a client that sends nothing more', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const { port } = await startMock();
    expect(await talk(port, 'GET / HTTP/1.1\r\nHost: a.b\r\n\r\n')).toMatch(/^HTTP\/1\.1 403 /);
  });

  test('answers to the name that it was asked to listen on', async () => {
    const { port } = await startMock({}, NAME);
    expect(await ask(port, `${NAME.toLowerCase()}:80`)).toBe(200);
    expect(await ask(port, `other.${NAME}`)).toBe(403);
  });
});

describe('the option', () => {
  const OPEN: TestMockOptions[] = [
    { checkHost: 'off' },
    { allowedHosts: ['Evil.Example'] },
    { checkHost: 'on', allowedHosts: ['evil.example'] },
  ];

  test.each(OPEN)('%j lets evil.example in', async (options) => {
    const { port } = await startMock(options);
    expect(await ask(port, 'evil.example')).toBe(200);
  });

  test('on refuses it on every address, also without a socket', async () => {
    const mock = await startMock({ checkHost: 'on' }, '0.0.0.0');
    expect(await ask(mock.port, 'evil.example')).toBe(403);
    const headers = { host: 'evil.example' };
    expect((await mock.server.inject({ url: '/', headers })).statusCode).toBe(403);
  });
});

test('a server on all addresses answers any host', async () => {
  const { port, stats } = await startMock({}, '0.0.0.0');
  for (const host of [...PUBLIC, ...ACCEPTED]) expect(await ask(port, host)).toBe(200);
  expect(stats.refusedHosts).toBe(0);
});

describe('the control plane', () => {
  const STATE = '/v1/state';

  test.each(PUBLIC)('needs its token for %s, and nothing else', async (host) => {
    const mock = await startMock();
    const at = { host: '0.0.0.0', port: 0, token: 'secret' };
    const { port } = await mock.listenControl(at);
    expect(await ask(port, host, STATE)).toBe(401);
    expect(await ask(port, host, STATE, ['Authorization: Bearer secret'])).toBe(200);
  });

  test('without a token answers to the name that it was asked to listen on, and to those that are allowed', async () => {
    const mock = await startMock({ allowedHosts: ['Mock.Example'] });
    const { port } = await mock.listenControl({ host: NAME, port: 0 });
    expect(await ask(port, `${NAME.toLowerCase()}:80`, STATE)).toBe(200);
    expect(await ask(port, 'mock.example', STATE)).toBe(200);
    expect(await ask(port, `other.${NAME}`, STATE)).toBe(403);
  });

  test('without a token refuses other names in any case, and logs what helps', async () => {
    const mock = await startMock({ checkHost: 'off' });
    const { port } = await mock.listenControl({ host: '127.0.0.1', port: 0 });
    for (const host of PUBLIC) expect(await ask(port, host, STATE)).toBe(403);
    expect((await mock.lines()).join()).toContain('set a token (--control-token)');
  });
});
