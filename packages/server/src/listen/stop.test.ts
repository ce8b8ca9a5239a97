import { once } from 'node:events';
import { Agent, get } from 'node:http';
import type { Answer } from '@aemm/core';
import { describe, expect, onTestFinished, test } from 'vitest';
import { exchangeOf } from '../../test/exchange-of.ts';
import { startMock } from '../../test/mock.ts';
import { open, talk } from '../../test/talk.ts';

const GET = 'GET /latest/meta-data/mac HTTP/1.1\r\nHost: a\r\n\r\n';
const isWhole = (received: string): boolean => received.endsWith('0e:49:61:0f:c3:11');

/** Gets metadata on a kept connection; returns the state of the connection that the answer carries. */
function ask(port: number, agent: Agent): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const request = get({ host: '127.0.0.1', port, path: '/latest/meta-data/mac', agent });
    request.once('error', reject);
    request.once('response', (response) => {
      response.once('error', reject).resume();
      response.once('end', () => resolve(response.headers.connection));
    });
  });
}

/** Asks on one connection, as fast as answers come, until one of them is the last. */
async function askUntilClosed(port: number): Promise<'closed in order'> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  for (let times = 0; times < 100_000; times++) {
    if ((await ask(port, agent)) === 'close') return 'closed in order';
  }
  throw new Error('The server goes on.');
}

describe('stop', () => {
  test('answers busy clients until they know that the connection ends', async () => {
    const mock = await startMock({ format: 'off' });
    const clients = Array.from({ length: 20 }, () => askUntilClosed(mock.port));
    await expect.poll(() => mock.stats.connections).toBe(20);
    await mock.close({ graceMs: 60_000 });

    expect(await Promise.all(clients)).toEqual(clients.map(() => 'closed in order'));
  });

  test('ends idle connections after a moment for what is on its way', async () => {
    const { close, port } = await startMock();
    const { socket } = await open(port, GET, isWhole);
    const closed = once(socket, 'close');
    await close({ graceMs: 60_000 });
    await closed;
  });

  test('ends a connection after the answer to what was on its way, whatever the profile says of it', async () => {
    const answer: Answer = {
      status: 200,
      headers: ['Content-Length', '2'],
      body: 'ok',
      complete: true,
    };
    const { close, port } = await startMock({ imds: { handle: () => exchangeOf(answer) } });
    const { socket } = await open(port, GET, (received) => received.endsWith('ok'));
    const stopped = close({ quietMs: 60_000, graceMs: 60_000 });
    const closed = once(socket, 'close');
    socket.write(GET);
    await Promise.all([closed, stopped]);
  });

  test('says that the connection ends in answers that had to wait when it began, too', async () => {
    const { close, port, faults, journal } = await startMock();
    faults.add({ path: '*', latency: '1h' });
    const agent = new Agent({ keepAlive: true });
    const answered = ask(port, agent);
    await expect.poll(() => faults.list()[0]?.struck).toBe(1);
    expect(journal.find()).toEqual([]);
    await close();

    expect(await answered).toBe('close');
  });

  test.each([60_000, 2 ** 31, Number.POSITIVE_INFINITY])(
    'lets a client read its answer to the end within %d ms',
    async (graceMs) => {
      const body = Buffer.alloc(8 * 1024 * 1024, 'x');
      const headers = ['Content-Length', String(body.length)];
      const answer = { status: 200, headers, body };
      const { close, port } = await startMock({ imds: { handle: () => exchangeOf(answer) } });
      const { socket } = await open(port, GET, () => true);
      socket.removeAllListeners('data').pause();
      const stopped = close({ quietMs: 1, graceMs });
      await new Promise((resolve) => setTimeout(resolve, 50));
      let bytes = 0;
      socket.on('data', (chunk) => {
        bytes += chunk.length;
      });
      const ended = once(socket, 'end');
      socket.resume();
      await Promise.all([stopped, ended]);

      expect(bytes).toBeGreaterThan(7 * 1024 * 1024);
    },
  );

  test('ends connections within a request when the bound has passed', async () => {
    const body = Buffer.alloc(8 * 1024 * 1024, 'x');
    const answer = { status: 200, headers: ['Content-Length', String(body.length)], body };
    const { close, port } = await startMock({ imds: { handle: () => exchangeOf(answer) } });
    const { socket } = await open(port, GET, () => true);
    onTestFinished(() => void socket.destroy());
    socket.removeAllListeners('data').pause();
    await close({ quietMs: 1, graceMs: 10 });
  });

  test.each(['GET / HTTP/1.1\r\nHo', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhe'])(
    'does not wait for the rest of %j',
    async (part) => {
      const { close, port, stats } = await startMock();
      const asked = talk(port, part);
      await expect.poll(() => stats.connections).toBe(1);
      await close({ quietMs: 1, graceMs: 60_000 });
      await asked;
    },
  );

  test.each([Number.NaN, -1])('refuses a patience of %d ms, and stops nothing', async (ms) => {
    const { close, port } = await startMock();
    await expect(close({ graceMs: ms })).rejects.toThrow(`${ms} is not allowed for graceMs.`);
    await expect(close({ quietMs: ms })).rejects.toThrow(`${ms} is not allowed for quietMs.`);
    expect((await open(port, GET, isWhole)).received).toContain('200 OK');
  });

  test('frees the port', async () => {
    const { close, port } = await startMock();
    await close();
    expect(await talk(port, GET)).toBe('');
  });

  test('may be called before listening, and twice', async () => {
    const { close } = await startMock();
    await close();
    await close();
  });
});
