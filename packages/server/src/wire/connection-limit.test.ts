import { once } from 'node:events';
import type { Socket } from 'node:net';
import { connect as connectTo } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { exchangeOf } from '../../test/exchange-of.ts';
import type { TestMock } from '../../test/mock.ts';
import { startMock } from '../../test/mock.ts';
import { open, talk } from '../../test/talk.ts';

const GET = 'GET /latest/meta-data/mac HTTP/1.1\r\nHost: a\r\n\r\n';
const isWhole = (received: string): boolean => received.endsWith('0e:49:61:0f:c3:11');
const LIMIT = 3;

/** A mock with a low limit, and clients that keep their connections. */
async function startFullMock() {
  const mock = await startMock({ limits: { connections: LIMIT }, format: 'off' });
  const sockets: Socket[] = [];
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
  });
  /** Connects, sends, and waits for the answer if one is due. */
  const connect = async (bytes = GET, enough = isWhole): Promise<Socket> => {
    const { socket } = await open(mock.port, bytes, enough);
    sockets.push(socket.removeAllListeners());
    socket.on('error', () => {});
    return socket;
  };
  return { ...mock, connect };
}

/** Sends on an open connection, and waits for the answer. */
async function ask(socket: Socket, bytes = GET): Promise<string> {
  socket.write(bytes);
  const [answer] = await once(socket, 'data');
  return String(answer);
}

/** Connects and sends a part of a request. Resolves once the server has read it. */
async function begin({ server, port }: Pick<TestMock, 'server'> & { port: number }, part: string) {
  const accepted = once(server.server, 'connection');
  const socket = connectTo(port, '127.0.0.1').on('error', () => {});
  onTestFinished(() => void socket.destroy());
  socket.write(part);
  const [serverSide] = await accepted;
  await expect.poll(() => serverSide.bytesRead).toBe(part.length);
  return socket;
}

test('at the limit, the connection that was idle for longest makes room for a new one', async () => {
  const mock = await startFullMock();
  const [first, second, third] = [await mock.connect(), await mock.connect(), await mock.connect()];
  await ask(first);
  const secondClosed = once(second, 'close');
  await mock.connect();
  await secondClosed;

  expect(await ask(first)).toContain('200 OK');
  expect(await ask(third)).toContain('200 OK');
  expect(mock.stats).toEqual({
    connections: LIMIT,
    accepted: LIMIT + 1,
    closedIdle: 1,
    refused: 0,
    refusedHosts: 0,
  });
});

test.each([
  ['its head', 'GET / HT', 'TP/1.1\r\nHost: a\r\n\r\n'],
  ['its body', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhe', `llo${GET}`],
])('a connection within %s is never closed for another', async (_, part, rest) => {
  const mock = await startFullMock();
  const within: Socket[] = [];
  for (let index = 0; index < LIMIT; index++) within.push(await begin(mock, part));

  expect(await talk(mock.port, GET)).toBe('');
  expect(mock.stats).toMatchObject({ connections: LIMIT, closedIdle: 0, refused: 1 });
  for (const socket of within) {
    let received = '';
    socket.on('data', (chunk) => {
      received += chunk;
    });
    socket.write(rest);
    await expect.poll(() => received).toContain('200 OK');
  }
  await mock.connect();
  expect(mock.stats).toMatchObject({ closedIdle: 1, refused: 1 });
});

test('a connection on which an answer is being read is never closed for another', async () => {
  const body = Buffer.alloc(8 * 1024 * 1024, 'x');
  const headers = ['Content-Length', String(body.length)];
  const mock = await startMock({
    limits: { connections: 1 },
    imds: { handle: () => exchangeOf({ status: 200, headers, body }) },
  });
  const { socket } = await open(mock.port, GET, () => true);
  onTestFinished(() => void socket.destroy());
  socket.removeAllListeners('data').pause();

  expect(await talk(mock.port, GET)).toBe('');
  expect(mock.stats).toMatchObject({ closedIdle: 0, refused: 1 });
});

test('the log reports it at once, then at most once a minute, with counts', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const mock = await startFullMock();
  for (let index = 0; index < LIMIT + 5; index++) await mock.connect();
  const report = (idle: number): string =>
    `Warning: the limit of ${LIMIT} connections is reached. Idle connections closed: ${idle}. New connections refused: 0.`;

  expect(await mock.lines()).toEqual([report(1)]);
  vi.advanceTimersByTime(59_999);
  expect(await mock.lines()).toEqual([report(1)]);
  vi.advanceTimersByTime(1);
  expect(await mock.lines()).toEqual([report(1), report(4)]);
  vi.advanceTimersByTime(600_000);
  expect(await mock.lines()).toHaveLength(2);
  await mock.connect();
  expect((await mock.lines()).at(-1)).toBe(report(1));
});
