import { createServer } from 'node:net';
import {
  booleanSetting,
  bundledCategories,
  defineCategory,
  portSetting,
  textSetting,
} from '@aemm/core';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createMock, ListenError } from '../index.ts';

const LOOPBACK = { host: '127.0.0.1', port: 0 };

/** A service as a third party could write it. */
const lock = defineCategory({
  id: 'lock',
  contract: 1,
  description: 'a lock',
  settings: {
    lock: booleanSetting({ description: 'whether', default: false, global: true }),
    'lock-host': textSetting({ description: 'where', default: '127.0.0.1' }),
    'lock-port': portSetting({ description: 'where', default: 0 }),
  },
  leaves: [{ key: 'lock-state', path: 'meta-data/lock', value: 'open' }],
  service: {
    listen: { enabled: 'lock', hostname: 'lock-host', port: 'lock-port' },
    path: () => '/state',
    answer: ({ method, path }, { value, instance }) => {
      if (path === '/broken') throw new Error('jammed');
      const body = `${method} ${path} ${value('lock-state')} ${instance.region}`;
      return { status: 200, headers: ['Content-Length', String(body.length)], body };
    },
  },
});

async function start(settings: Record<string, unknown>) {
  const lines: string[] = [];
  const log = {
    dropped: 0,
    message: (text: string) => lines.push(text),
    request: (method: string, target: string, status: number) =>
      lines.push(`${method} ${target} ${status}`),
    event() {},
    failure: (_method: string, target: string, error: unknown) =>
      lines.push(`${target}: ${(error as Error).message}`),
    flush: async () => {},
  };
  const mock = createMock({
    log,
    spec: { categories: [...bundledCategories, lock], settings: { lock: settings } },
  });
  onTestFinished(() => mock.close({ quietMs: 0 }));
  const { url } = await mock.listen(LOOPBACK);
  return { mock, url, lines };
}

describe('a service of a category', () => {
  test('answers every request on a port of its own, with what is served now', async () => {
    const { mock, url, lines } = await start({ lock: true });
    const [service] = mock.services;
    expect(service).toMatchObject({ category: 'lock', path: '/state' });
    const answer = await fetch(`${service?.url}/state?x`, { method: 'DELETE' });
    expect(await answer.text()).toBe('DELETE /state?x open us-east-1');
    expect(lines).toEqual(['DELETE /state?x 200']);
    expect((await fetch(`${url}/state`)).status).toBe(404);

    mock.imds.reload({
      categories: [lock],
      overrides: { metadata: { values: { 'lock-state': 'ajar' } } },
      settings: { lock: { lock: true } },
    });
    expect(await (await fetch(`${service?.url}/`)).text()).toContain('ajar');
  });

  test('does not listen unless that is configured', async () => {
    expect((await start({})).mock.services).toEqual([]);
  });

  test('answers 500 if its code throws, and goes on', async () => {
    const { mock, lines } = await start({ lock: true });
    const url = mock.services[0]?.url;
    expect((await fetch(`${url}/broken`)).status).toBe(500);
    expect(lines).toContain('/broken: jammed');
    expect((await fetch(`${url}/`)).status).toBe(200);
  });

  test('is closed with the mock', async () => {
    const { mock } = await start({ lock: true });
    const url = mock.services[0]?.url ?? '';
    await mock.close({ quietMs: 0 });
    await expect(fetch(url)).rejects.toThrow('fetch failed');
  });

  test('that cannot listen is reported with its own settings, and nothing stays open', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void taken.close());
    await new Promise((resolve) => taken.once('listening', resolve));
    const { port } = taken.address() as { port: number };
    const settings = { lock: { lock: true, 'lock-port': port } };
    const mock = createMock({ spec: { categories: [lock], settings } });
    onTestFinished(() => mock.close());
    const error = await mock.listen(LOOPBACK).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ListenError);
    expect(error).toMatchObject({
      code: 'AEMM_PORT_IN_USE',
      message: `Port ${port} on 127.0.0.1 is in use already. Stop what listens there, or choose another port (--lock-port).`,
    });
    expect(mock.server.server.listening).toBe(false);
  });

  test('is closed if the mock itself cannot listen', async () => {
    const probe = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => probe.once('listening', resolve));
    const { port } = probe.address() as { port: number };
    await new Promise((resolve) => probe.close(resolve));
    const settings = { lock: { lock: true, 'lock-port': port } };
    const mock = createMock({ spec: { categories: [lock], settings } });
    onTestFinished(() => mock.close());
    await expect(mock.listen({ host: '127.0.0.1', port: 65_536 })).rejects.toThrow(ListenError);
    await expect(fetch(`http://127.0.0.1:${port}`)).rejects.toThrow('fetch failed');
  });
});
