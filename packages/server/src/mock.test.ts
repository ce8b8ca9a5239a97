import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { ImdsEvent } from '@aemm/core';
import { bundledCategories, defineCategory } from '@aemm/core';
import { createManualClock } from '@aemm/core/testing';
import { expect, onTestFinished, test } from 'vitest';
import { createLog, createMock } from './index.ts';

const CHILD = fileURLToPath(new URL('../test/idle-child.mjs', import.meta.url));
const spec = { categories: bundledCategories };

const late = defineCategory({
  id: 'late',
  contract: 1,
  description: 'for a test',
  notices: [{ key: 'late', path: 'meta-data/late', trigger: 'mock', value: () => 'now' }],
});
const LATE = {
  spec: { categories: [late], timing: { delaySec: 60, triggerTime: '' } },
  clock: createManualClock(),
};

function recordLog() {
  let text = '';
  const log = createLog({
    format: 'off',
    clock: createManualClock(),
    sink(bytes, done) {
      text += new TextDecoder().decode(bytes);
      done();
    },
  });
  return { log, text: () => text };
}

test('a mock listens where it is asked to, answers, and is closed', async () => {
  const mock = createMock({ spec });
  const { url, port, addresses } = await mock.listen({ host: '127.0.0.1', port: 0 });
  expect(url).toBe(`http://127.0.0.1:${port}`);
  expect(addresses).toEqual([{ address: '127.0.0.1', family: 'IPv4', port }]);

  const answer = await fetch(`${url}/latest/meta-data/mac`);
  expect(await answer.text()).toBe('0e:49:61:0f:c3:11');
  expect(mock.stats).toMatchObject({ connections: 1, accepted: 1 });
  await mock.close();
  await expect(fetch(url)).rejects.toThrow();
});

test('a mock of which one port cannot be opened opens none', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void taken.close());
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  const fleet = { by: 'port' as const, instances: [{ match: 0 }, { match: port }] };
  const mock = createMock({ spec, fleet });
  onTestFinished(() => mock.close());
  const listening = mock.listen({ host: '127.0.0.1', port: 0 });
  await expect(listening).rejects.toMatchObject({ code: 'AEMM_PORT_IN_USE' });
  expect(mock.server.server.listening).toBe(false);
  const [first] = mock.fleet?.instances ?? [];
  await expect(fetch(`http://127.0.0.1:${first?.port}`)).rejects.toMatchObject({
    cause: { code: 'ECONNREFUSED' },
  });
});

test('a mock issues session tokens without a mac of its own', async () => {
  const { server } = createMock({ spec });
  const headers = { 'x-aws-ec2-metadata-token-ttl-seconds': '60' };
  const { body } = await server.inject({ method: 'PUT', url: '/latest/api/token', headers });
  expect(body).toMatch(/^AQAEA[\w-]{49}==$/);
});

test('without a journal it keeps no requests, and counts them', async () => {
  const { server, control } = createMock({ spec, journal: false });
  await server.inject('/latest/meta-data/mac');
  expect(control.requests()).toEqual([]);
  expect(control.journal.counts.noToken).toBe(1);
});

test('what happens beside the answers is logged, and written when the mock is closed', async () => {
  const { log, text } = recordLog();
  const { server, close } = createMock({ ...LATE, log });
  await server.inject('/latest/meta-data/late');
  await close();
  expect(text()).toContain('Delaying the response by 60s as requested.');
});

test('what happens beside the answers goes to an observer instead', async () => {
  const { log, text } = recordLog();
  const events: ImdsEvent[] = [];
  const observe = (event: ImdsEvent): void => void events.push(event);
  const { server, close } = createMock({ ...LATE, log, observe });
  await server.inject('/latest/meta-data/late');
  await close();
  expect(events).toMatchObject([{ kind: 'notice-pending' }]);
  expect(text()).toBe('');
});

/** Whether a process with a mock and a kept connection ends by itself. */
async function ends(...args: string[]): Promise<boolean> {
  const child = spawn(process.execPath, [CHILD, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const exited = once(child, 'exit');
  await once(child.stdout, 'data');
  const patience = args.includes('unref') ? 20_000 : 500;
  const timer = new Promise((resolve) => setTimeout(resolve, patience, 'still there'));
  return (await Promise.race([exited, timer])) !== 'still there';
}

test('a mock keeps its process alive, unless it is asked not to', async () => {
  expect(await ends()).toBe(false);
  expect(await ends('unref')).toBe(true);
});
