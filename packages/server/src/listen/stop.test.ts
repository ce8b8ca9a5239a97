import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { startMock } from '../../test/mock.ts';
import { open, talk } from '../../test/talk.ts';
import { stop } from '../index.ts';

describe('stop', () => {
  test('ends idle connections at once', async () => {
    const { server, port } = await startMock();
    const { socket } = await open(port, 'GET / HTTP/1.1\r\nHost: a\r\n\r\n', () => true);
    const closed = once(socket, 'close');
    await stop(server, 60_000);
    await closed;
  });

  test('ends connections within a request when the bound has passed', async () => {
    const { server, port } = await startMock();
    const part = 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhe';
    const { socket } = await open(port, part, () => true);
    const closed = new Promise((resolve) => socket.on('error', () => {}).on('close', resolve));
    await stop(server, 1);
    await closed;
  });

  test('frees the port', async () => {
    const { server, port } = await startMock();
    await stop(server);
    expect(await talk(port, 'GET / HTTP/1.1\r\nHost: a\r\n\r\n')).toBe('');
  });

  test('may be called before listening, and twice', async () => {
    const { server } = await startMock();
    await stop(server);
    await stop(server);
  });
});
