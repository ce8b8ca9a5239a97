import { once } from 'node:events';
import { Agent, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { tempTree } from '@aemm/testing';
import { expect, onTestFinished, test } from 'vitest';
import { createDraw } from './draw.ts';
import type { Client } from './load/client.ts';
import { reads } from './load/reads.ts';
import { drawPicture } from './report/picture.ts';
import { soakAll } from './soak-all.ts';
import { Tally } from './tally.ts';
import { createWorld } from './world.ts';

const BIN = join(import.meta.dirname, '../../apps/cli/bin/run.js');
const canRun = process.platform === 'linux';
const why = canRun ? '' : ' (skipped: memory and descriptors are read on Linux only)';

/** What a mock is kept under load by, by the beginning of its name. */
const LOAD = [
  ...['read: leaf, v1', 'read: leaf, v2', 'read: unknown token', 'read: notice', 'token'],
  ...['client left amid the head', 'client left before the answer', 'client left after idling'],
  ...['slow reader', 'stream, read', 'view: /', 'log: request', 'log: reload', 'reload'],
];

test.skipIf(!canRun)(
  `a mock of each profile answers as it should under every kind of load${why}`,
  async () => {
    using tree = tempTree();
    const runs = await soakAll({
      ...{ bin: BIN, tree, seconds: 14, rate: 100, seed: 1, signal: new AbortController().signal },
    });

    for (const { unexpected, descriptors, done, samples } of runs) {
      expect(unexpected).toEqual([]);
      expect(descriptors.after).toBeLessThanOrEqual(descriptors.before);
      expect(samples.length).toBeGreaterThan(2);
      const kinds = Object.keys(done);
      expect(LOAD.filter((name) => !kinds.some((kind) => kind.startsWith(name)))).toEqual([]);
      // A busy machine does not get through all of them.
      expect(kinds.filter((kind) => kind.startsWith('operation: ')).length).toBeGreaterThan(7);
    }
    expect(drawPicture(runs, 'light')).not.toContain('NaN');
  },
  60_000,
);

test('a server that answers something else is found out', async () => {
  const server = createServer((_request, response) => response.end('something else'));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const agent = new Agent({ keepAlive: true });
  onTestFinished(() => {
    agent.destroy();
    server.close();
  });
  const tally = new Tally();
  const ended = new AbortController();
  const client: Client = {
    ...{ agent, tally, world: createWorld('aemm'), draw: createDraw(1), signal: ended.signal },
    mock: { port: (server.address() as AddressInfo).port } as Client['mock'],
  };
  client.world.tokens.keep({ value: 'a token', revocations: 0 });
  const load = reads(500)(client);
  await expect.poll(() => tally.unexpectedCount, { timeout: 10_000 }).toBeGreaterThan(20);
  ended.abort();
  await load;

  const kinds = Object.keys(tally.done).filter((kind) => !kind.includes('refused'));
  expect(tally.unexpectedCount).toBe(kinds.reduce((sum, kind) => sum + (tally.done[kind] ?? 0), 0));
});
