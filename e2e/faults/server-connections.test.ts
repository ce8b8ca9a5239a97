import { writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { tempTree } from '@aemm/testing';
import { expect, onTestFinished, test } from 'vitest';
import { ask, connectAndAsk } from './support/clients.ts';
import { startAfter } from './support/mock-process.ts';

const OPEN_FILES = 128;
const CLIENTS = 300;

/** Clients that connect one after another, ask once, and stay. */
async function connectMany(port: number): Promise<Socket[]> {
  const sockets: Socket[] = [];
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
  });
  for (let count = 0; count < CLIENTS; count++) sockets.push(await connectAndAsk(port));
  return sockets;
}

test('connections that are kept leave room for new ones when files run out, and the log says so', async () => {
  await using mock = await startAfter(`ulimit -n ${OPEN_FILES}`);
  const sockets = await connectMany(mock.port);

  expect(await ask(mock.port)).toBe('close');
  expect(sockets.at(-1)?.closed).toBe(false);
  expect(sockets[0]?.closed).toBe(true);
  await mock.waitFor(
    /Warning: the limit of 64 connections, set by the limit of open files \(ulimit -n\), is reached\. Idle connections closed: 1\. New connections refused: 0\./,
  );
  expect(mock.stderr.match(/limit of 64 connections/g)).toHaveLength(1);
});

test('connections that are kept leave files for a reload', async () => {
  using home = tempTree({ 'c.json': { metadata: { values: { mac: '02:00:00:00:00:01' } } } });
  const args = ['-c', 'c.json', '-w'];
  await using mock = await startAfter(`ulimit -n ${OPEN_FILES}`, args, { home: home.path });
  await connectMany(mock.port);
  const changed = { metadata: { values: { mac: '02:00:00:00:00:02' } } };
  writeFileSync(home.join('c.json'), JSON.stringify(changed));

  await mock.waitFor(/Reloaded the configuration from/);
  const answer = await fetch(`${mock.url}/latest/meta-data/mac`);
  expect(await answer.text()).toBe('02:00:00:00:00:02');
});
