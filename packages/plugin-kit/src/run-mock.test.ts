import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { bundledCategories } from '@aemm/core';
import { expect, onTestFinished, test } from 'vitest';
import { runMock } from './run-mock.ts';

/** A port of loopback: in use, or that was free a moment ago. */
async function takePort(use: 'in use' | 'free'): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const close = async () => void (await server[Symbol.asyncDispose]());
  if (use === 'free') await close();
  else onTestFinished(close);
  return port;
}

test('a mock whose control plane cannot listen leaves no port open', async () => {
  const port = await takePort('free');
  const flags = {
    'server.hostname': '127.0.0.1',
    'server.port': String(port),
    control: 'true',
    'control-port': String(await takePort('in use')),
  };
  const input = { env: {}, home: '/nowhere', cwd: '/', categories: bundledCategories, flags };
  const started = runMock({ input, subject: 'a test', given: [], print: () => {} });
  await expect(started).rejects.toMatchObject({ code: 'AEMM_PORT_IN_USE' });
  await expect(fetch(`http://127.0.0.1:${port}`)).rejects.toMatchObject({
    cause: { code: 'ECONNREFUSED' },
  });
});
