import { request as ask } from 'node:http';
import { createEc2Profile } from '@aemm/core';
import { describe, expect, test } from 'vitest';
import type { RunningMock } from './index.ts';
import { startMock } from './index.ts';

const ID = '/latest/meta-data/instance-id';
const TAG = '/latest/meta-data/tags/instance/hit';

interface Question {
  readonly path?: string;
  readonly from?: string;
  readonly port?: number | undefined;
  readonly method?: string;
  readonly headers?: Record<string, string>;
}

/** Asks the mock from an address of loopback. */
function get({ url }: Pick<RunningMock, 'url'>, question: Question): Promise<string> {
  const { path = ID, from = '127.0.0.1', port = Number(new URL(url).port), ...others } = question;
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, path, localAddress: from, agent: false, ...others };
    const sent = ask(options, async (response) => {
      let body = '';
      for await (const chunk of response) body += chunk;
      resolve(response.statusCode === 200 ? body : String(response.statusCode));
    });
    sent.once('error', reject).end();
  });
}

describe('a fleet', () => {
  test('keeps its configuration when one of its instances cannot be as it is under the next', async () => {
    const instance = { type: 'm5.large', architecture: 'arm64' } as const;
    await using mock = await startMock({
      instance: { id: 'i-0plain' },
      fleet: { by: 'client', instances: [{ match: '127.0.0.2', instance }] },
    });
    expect(() => mock.reload({ profile: createEc2Profile(), instance: { id: 'i-0next' } })).toThrow(
      /^fleet\.instances\.0\.instance\.architecture: m5\.large is x86_64/,
    );
    expect(await get(mock, {})).toBe('i-0plain');
    expect(await get(mock, { from: '127.0.0.2', path: '/latest/meta-data/instance-type' })).toBe(
      'm5.large',
    );
  });

  test('answers each client as its own instance, and is driven one by one or by share', async () => {
    await using mock = await startMock({
      instance: { id: 'i-0plain' },
      fleet: {
        by: 'client',
        instances: [{ match: '127.0.0.2', instance: { id: 'i-0a' } }],
        template: { count: 10, subnet: '127.1.0.0/16' },
      },
    });
    const idOf = (from: string) => get(mock, { from });
    expect([await idOf('127.0.0.1'), await idOf('127.0.0.2')]).toEqual(['i-0plain', 'i-0a']);

    const [hit] = mock.instances({ index: '0-9', share: 0.1 });
    if (hit === undefined) throw new Error('nothing was selected');
    mock.instance(hit.id).actions.tags.set({ name: 'hit', value: 'yes' });
    const tagged = [];
    for (const { match: from, id } of mock.instances()) {
      if ((await get(mock, { from, path: TAG })) === 'yes') tagged.push(id);
    }
    expect(tagged).toEqual([hit.id]);
    expect(
      mock
        .instance('127.0.0.2')
        .requests()
        .map(({ path }) => path),
    ).toEqual([ID, TAG]);
    expect(mock.requests().map(({ path }) => path)).toEqual([ID]);

    mock.reset();
    expect(await get(mock, { from: hit.match, path: TAG })).toBe('404');
    expect(mock.instance(hit.match).requests()).toHaveLength(1);
  });

  test('lets answers wait by the clock of their instance', async () => {
    await using mock = await startMock({
      fleet: { by: 'client', instances: [{ match: '127.0.0.2', instance: { id: 'i-0a' } }] },
    });
    const slow = mock.instance('i-0a');
    slow.fault({ path: ID, latency: '90s' });
    const waiting = get(mock, { from: '127.0.0.2' });
    await get(mock, {});
    while (slow.faults.list()[0]?.struck !== 1) await new Promise(setImmediate);
    mock.clock.advance('1h');
    slow.clock.advance('90s');
    expect(await waiting).toBe('i-0a');
    expect(slow.requests()).toMatchObject([{ ms: 90_000, status: 200 }]);
  });

  test('has a listener for each instance, by: port', async () => {
    await using mock = await startMock({
      instance: { id: 'i-0plain' },
      fleet: {
        by: 'port',
        instances: [{ match: 0, instance: { id: 'i-0a' } }],
        template: { count: 2, subnet: '10.0.0.0/28' },
      },
    });
    for (const { id, port } of mock.instances()) {
      expect(await get(mock, { port })).toBe(id);
      const headers = { 'x-aws-ec2-metadata-token-ttl-seconds': '60' };
      const token = await get(mock, { port, path: '/latest/api/token', method: 'PUT', headers });
      const withToken = { headers: { 'x-aws-ec2-metadata-token': token } };
      expect(await get(mock, { port, ...withToken })).toBe(id);
      expect(await get(mock, withToken)).toBe('401');
    }
    expect(await get(mock, {})).toBe('i-0plain');
  });

  test('refuses what contradicts itself, and instances that it does not have', async () => {
    const twice = [{ match: '127.0.0.2' }, { match: '127.0.0.2' }];
    const started = startMock({ fleet: { by: 'client', instances: twice } });
    await expect(started).rejects.toThrow(/instances\.1\.match: none of another one/);
    await using mock = await startMock();
    expect(mock.instances()).toEqual([]);
    expect(() => mock.instance('i-0a')).toThrow('started without a fleet');
  });
});
