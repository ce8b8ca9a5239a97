import type { Socket } from 'node:net';
import { connect } from 'node:net';
import { limitMemory } from '@aemm/soak/memory-group';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { ask } from './support/clients.ts';
import { startAfter } from './support/mock-process.ts';

/** The limit of the pods of the Helm chart. */
const LIMIT = 128 * 1024 * 1024;
const CROWD = 1000;

const group = limitMemory(LIMIT);
afterAll(() => group?.[Symbol.dispose]());

const NO_GROUP = group === undefined ? ' (skipped: this user may not limit memory by cgroups)' : '';

/** Opens connections and sends bytes on each, of which no answer is read. */
async function crowd(port: number, bytes: string): Promise<void> {
  const sockets: Socket[] = [];
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
  });
  const open = (): Promise<void> =>
    new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1').on('error', () => {});
      sockets.push(socket.pause());
      socket.write(bytes, () => resolve());
      socket.once('close', () => resolve());
    });
  for (let opened = 0; opened < CROWD; opened += 100)
    await Promise.all(Array.from({ length: 100 }, open));
}

const TOKEN =
  'PUT /latest/api/token HTTP/1.1\r\nHost: a\r\nX-aws-ec2-metadata-token-ttl-seconds: 21600\r\n\r\n';

test.skipIf(group === undefined).for([
  ['heads without an end', `GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(16_000)}`],
  [
    'bodies without an end',
    `POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 65000\r\n\r\n${'x'.repeat(60_000)}`,
  ],
  ['requests for tokens', TOKEN.repeat(50)],
] as const)(
  `%s from ${CROWD} clients do not take the memory of a pod${NO_GROUP}`,
  async ([, bytes]) => {
    await using mock = await startAfter(group?.enter ?? '');
    await crowd(mock.port, bytes);

    expect(await ask(mock.port)).toBe('close');
    expect(group?.peak).toBeLessThan(LIMIT * 0.95);
  },
);
