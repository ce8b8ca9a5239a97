import { createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { describe, expect, onTestFinished, test } from 'vitest';
import { buildMock, startMock } from '../../test/mock.ts';
import { talk } from '../../test/talk.ts';
import { LISTEN_ERROR_CODES, ListenError, listen, stop } from '../index.ts';

const REQUEST = 'GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n';

const IPV6 = Object.values(networkInterfaces())
  .flat()
  .some((at) => at?.family === 'IPv6');

/** Why it does not listen there. */
async function refusal(host: string, port: number): Promise<ListenError> {
  const { server } = buildMock();
  onTestFinished(() => stop(server));
  const error = await listen(server, { host, port }).catch((reason: unknown) => reason);
  if (error instanceof ListenError) return error;
  throw new Error(`It listens on ${host}:${port}.`);
}

describe('listen', () => {
  const everywhere = IPV6 ? ['127.0.0.1', '::1'] : ['127.0.0.1'];

  test.each([
    ['127.0.0.1', ['127.0.0.1']],
    ['localhost', ['127.0.0.1']],
    ['', everywhere],
    ['0.0.0.0', ['127.0.0.1']],
  ])('on "%s" is reached at %j', async (host, addresses) => {
    const { port } = await startMock({}, host);
    for (const address of addresses) expect(await talk(port, REQUEST, address)).toContain('200 OK');
  });

  test.runIf(IPV6).each([
    ['::1', ['::1']],
    ['[::1]', ['::1']],
    ['::', everywhere],
  ])('on "%s" is reached at %j', async (host, addresses) => {
    const { port } = await startMock({}, host);
    for (const address of addresses) expect(await talk(port, REQUEST, address)).toContain('200 OK');
  });

  test('says where it listens', async () => {
    const { server } = buildMock();
    onTestFinished(() => stop(server));
    const { addresses, port } = await listen(server, { host: '127.0.0.1', port: 0 });
    expect(addresses).toEqual([{ address: '127.0.0.1', family: 'IPv4', port }]);
  });

  const urls: [host: string, url: string][] = [
    ['127.0.0.1', 'http://127.0.0.1:PORT'],
    ['0.0.0.0', 'http://127.0.0.1:PORT'],
  ];
  if (IPV6) urls.push(['::1', 'http://[::1]:PORT'], ['::', 'http://[::1]:PORT']);

  test.each(urls)('on "%s" has the URL %s for clients on this machine', async (host, expected) => {
    const { port, url } = await startMock({}, host);
    expect(url).toBe(expected.replace('PORT', String(port)));
    expect((await fetch(url)).status).toBe(200);
  });

  test.runIf(IPV6)('hands the address of a client to core as it is', async () => {
    const { port, lines } = await startMock({}, '::');
    await talk(port, REQUEST, '::1');
    await talk(port, REQUEST, '127.0.0.1');
    expect(await lines()).toEqual(['GET / 200 ::1 v1', 'GET / 200 ::ffff:127.0.0.1 v1']);
  });

  test('refuses a port in use', async () => {
    const { port } = await startMock();
    const error = await refusal('127.0.0.1', port);
    expect(error.code).toBe('AEMM_PORT_IN_USE');
    expect(error.message.replaceAll(String(port), '1338')).toMatchInlineSnapshot(
      `"Port 1338 on 127.0.0.1 is in use already. Stop what listens there, or choose another port (--port)."`,
    );
  });

  test('refuses an address that the machine does not have', async () => {
    const error = await refusal('192.0.2.1', 0);
    expect(error.code).toBe('AEMM_ADDRESS_UNAVAILABLE');
    expect(error.message).toMatchInlineSnapshot(
      `"This machine does not have the address 192.0.2.1. Choose one that it has (--hostname), or 0.0.0.0 for all."`,
    );
  });

  test('refuses a name that cannot be resolved', async () => {
    const error = await refusal('no such name', 0);
    expect(error.code).toBe('AEMM_HOST_UNKNOWN');
    expect(error.message).toMatchInlineSnapshot(
      `"Cannot resolve host name "no such name". Choose an address or another name (--hostname)."`,
    );
  });

  test('refuses a port that does not exist', async () => {
    const error = await refusal('127.0.0.1', 70_000);
    expect(error.code).toBe('AEMM_PORT_INVALID');
    expect(error.message).toMatchInlineSnapshot(
      `"Port 70000 does not exist. Choose one between 0 and 65535 (--port); 0 takes any that is free."`,
    );
  });

  test('may be tried again elsewhere', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void taken.close());
    await new Promise((resolve) => taken.once('listening', resolve));
    const { port } = taken.address() as { port: number };
    const { server } = buildMock();
    onTestFinished(() => stop(server));
    await expect(listen(server, { host: '127.0.0.1', port })).rejects.toThrow(ListenError);
    const again = await listen(server, { host: '127.0.0.1', port: 0 });
    expect(await talk(again.port, REQUEST)).toContain('200 OK');
  });

  test('has a code for every refusal, each with its meaning', () => {
    for (const { fault, means } of Object.values(LISTEN_ERROR_CODES)) {
      expect(fault).toBe('user');
      expect(means).not.toBe('');
    }
  });
});
