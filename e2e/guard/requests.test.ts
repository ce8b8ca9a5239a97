import { Agent, request } from 'node:http';
import { expect, test } from 'vitest';
import { startProbedMock } from './support/probed-mock.ts';

const LEAF = '/latest/meta-data/instance-id';

/** Sends requests one after another on each of a few connections. */
async function send(port: number, path: string, count: number, connections = 4): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const get = (): Promise<void> =>
    new Promise((resolve, reject) => {
      request({ host: '127.0.0.1', port, path, agent }, (response) => {
        response.resume().once('end', resolve);
      })
        .once('error', reject)
        .end();
    });
  const inTurn = async (): Promise<void> => {
    for (let sent = 0; sent < count / connections; sent++) await get();
  };
  await Promise.all(Array.from({ length: connections }, inTurn));
  agent.destroy();
}

test.for(['off', 'text', 'json'])('a request allocates little, its log %s', async (log) => {
  await using mock = await startProbedMock(['--request-log', log]);
  const count = 4000;
  mock.process.stderr?.resume();
  await send(mock.port, LEAF, 1000);
  await mock.ask('startSampling');
  await send(mock.port, LEAF, count);
  const { bytes } = await mock.ask<{ bytes: number }>('stopSampling');

  expect(bytes / count).toBeLessThan(12_000);
});

test('a log without a reader is dropped beyond a bound, and reports that to a later reader', async () => {
  await using mock = await startProbedMock();
  const path = `/latest/meta-data/${'x'.repeat(1900)}`;
  await send(mock.port, path, 4000);
  let received = '';
  mock.process.stderr?.on('data', (text) => {
    received += text;
  });
  mock.process.stderr?.resume();
  while (!/\d+ lines of this log/.test(received)) {
    await new Promise((resolve) => mock.process.stderr?.once('data', resolve));
  }

  // One mebibyte of its own, and what the pipe holds at both ends.
  expect(received.length).toBeLessThan(2 * 2 ** 20);
});
