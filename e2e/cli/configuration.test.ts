import { readFileSync } from 'node:fs';
import { runCli, tempTree } from '@aemm/testing';
import { describe, expect, test } from 'vitest';
import type { Mock } from './support/mock.ts';
import { startMock, wordsOf } from './support/mock.ts';

/** Starts the binary with a configuration file. */
async function withConfig(config: object, use: (mock: Mock) => Promise<void>): Promise<void> {
  using tree = tempTree({ 'aemm.json': config });
  await using mock = await startMock('-c aemm.json', { home: tree.path });
  await use(mock);
}

const DOCUMENT = '/latest/dynamic/instance-identity/document';

describe('values', () => {
  test('numbers and booleans are text where text is due', async () => {
    await withConfig(
      { metadata: { values: { 'ami-launch-index': 3, 'instance-action': true } } },
      async (mock) => {
        expect((await mock.get('/latest/meta-data/ami-launch-index')).body).toBe('3');
        expect((await mock.get('/latest/meta-data/instance-action')).body).toBe('true');
      },
    );
  });

  test.for([
    [
      { mac: '02:00:00:00:00:01' },
      '/network/interfaces/macs/02:00:00:00:00:01/subnet-id',
      'subnet-0ac62554',
    ],
    [
      { 'public-ipv4': '198.51.100.7' },
      '/network/interfaces/macs/0e:49:61:0f:c3:11/ipv4-associations/198.51.100.7',
      '192.0.2.54',
    ],
    [{ 'iam-security-credentials-role': 'my-role' }, '/iam/security-credentials', 'my-role'],
  ] as const)('%j moves the path that it is a part of', async ([values, path, body]) => {
    await withConfig({ metadata: { values } }, async (mock) => {
      expect(await mock.get(`/latest/meta-data${path}`)).toMatchObject({ status: 200, body });
    });
  });

  test('the role moves its credentials', async () => {
    const values = { 'iam-security-credentials-role': 'my-role' };
    await withConfig({ metadata: { values } }, async (mock) => {
      const base = '/latest/meta-data/iam/security-credentials';

      expect((await mock.get(`${base}/my-role`)).body).toContain('"AccessKeyId": "12345678901"');
      expect((await mock.get(`${base}/baskinc-role`)).status).toBe(404);
    });
  });

  test('[D23] the accelerator follows its association in path and body, and keeps its type', async () => {
    const values = { 'elastic-inference-associations': 'eia-1' };
    await withConfig({ metadata: { values } }, async (mock) => {
      const { type, body } = await mock.get(
        '/latest/meta-data/elastic-inference/associations/eia-1',
      );

      expect({ type, body }).toEqual({
        type: 'text/plain',
        body: '{"version_2018_04_12":{"elastic-inference-accelerator-id":"eia-1","elastic-inference-accelerator-type":"eia1.medium"}}',
      });
    });
  });

  test('[D22] the identity document takes lists, with any character in them', async () => {
    const document = { billingProducts: ['bp-1', 'bp-]2'], devpayProductCodes: [] };
    await withConfig(
      { dynamic: { values: { 'instance-identity-document': document } } },
      async (mock) => {
        const { body } = await mock.get(DOCUMENT);

        expect(body).toContain('\n\t"billingProducts": ["bp-1","bp-]2"],\n');
        expect(JSON.parse(body)).toMatchObject(document);
      },
    );
  });

  test('[D21] new leaves and tags need no more than a path and a value; null removes', async () => {
    await withConfig(
      {
        metadata: {
          paths: { 'ipv6-only': '/latest/meta-data/ipv6' },
          values: {
            'ipv6-only': '2001:db8::1',
            'tags-instance': { Owner: 'me' },
            'ramdisk-id': null,
          },
        },
      },
      async (mock) => {
        expect((await mock.get('/latest/meta-data/ipv6')).body).toBe('2001:db8::1');
        expect((await mock.get('/latest/meta-data/tags/instance')).body).toBe('Name\nOwner\nTest');
        expect((await mock.get('/latest/meta-data/tags/instance/Owner')).body).toBe('me');
        expect((await mock.get('/latest/meta-data/ramdisk-id')).status).toBe(404);
        expect((await mock.get('/latest/meta-data')).body).not.toContain('ramdisk-id');
      },
    );
  });

  test('[D26] instance describes what belongs together once', async () => {
    await withConfig(
      { instance: { region: 'eu-west-1', availabilityZone: 'eu-west-1b', id: 'i-9' } },
      async (mock) => {
        const document = JSON.parse((await mock.get(DOCUMENT)).body);

        expect((await mock.get('/latest/meta-data/instance-id')).body).toBe('i-9');
        expect((await mock.get('/latest/meta-data/placement/region')).body).toBe('eu-west-1');
        expect(document).toMatchObject({
          instanceId: 'i-9',
          region: 'eu-west-1',
          availabilityZone: 'eu-west-1b',
        });
      },
    );
  });
});

describe('times', () => {
  test('[D13] are UTC whatever zone they were given in and the machine is in', async () => {
    const env = { TZ: 'America/New_York' };
    await using spot = await startMock('spot -t 2020-01-07T03:03:47+02:00', { env });
    await using events = await startMock('events -b 2020-01-07T03:03:47+02:00', { env });

    expect((await spot.get('/latest/meta-data/spot/termination-time')).body).toBe(
      '2020-01-07T01:03:47Z',
    );
    expect((await events.get('/latest/meta-data/events/maintenance/scheduled')).body).toContain(
      '"NotBefore": "7 Jan 2020 01:03:47 GMT"',
    );
  });

  test('[D17] stand still once the notice is there, if that is asked for', async () => {
    await using still = await startMock('spot --fixed-notice-times');
    await using moving = await startMock('spot');
    const read = async (mock: Mock) =>
      (await mock.get('/latest/meta-data/spot/termination-time')).body;
    const first = { still: await read(still), moving: await read(moving) };

    await expect.poll(() => read(moving), { timeout: 10_000 }).not.toBe(first.moving);
    expect(await read(still)).toBe(first.still);
  });

  test('[D14] of termination can be configured, and what is not a time is refused', async () => {
    await using mock = await startMock('asg --asg-termination-trigger-time 2999-01-01T00:00:00Z');
    const { exitCode } = await runCli(wordsOf('--rebalance-trigger-time tomorrow'));

    expect((await mock.get('/latest/meta-data/autoscaling/target-lifecycle-state')).body).toBe(
      'InService',
    );
    expect(exitCode).toBe(2);
  });
});

test('[D20] what is saved keeps the case of its keys and has no secrets', async () => {
  await using mock = await startMock('-s', { env: { AEMM_TOKEN_SECRET: 'keep this secret' } });
  const [, file = ''] = await mock.waitFor(/Successfully saved.* {2}(.*)$/m);
  const saved = readFileSync(file, 'utf8');

  expect(JSON.parse(saved)).toHaveProperty('dynamic.values.instance-identity-document.accountId');
  expect(saved).not.toContain('keep this secret');
  await mock.waitFor(/Secrets are not saved: token-secret\.\n/);
});

describe('what is configured is what is served', () => {
  const META = '/latest/meta-data';

  test('[D54] an empty list of events is a list in JSON', async () => {
    await withConfig({ metadata: { values: { events: [] } } }, async (mock) => {
      const { status, body } = await mock.get(`${META}/events/maintenance/scheduled`);
      expect([status, body]).toEqual([200, '[]']);
    });
  });

  test('[D55] null removes a field inside an object, and a field of the instance', async () => {
    const values = { 'instance-identity-document': { region: null } };
    const config = { dynamic: { values }, instance: { publicIp: null, tags: null, userData: '' } };
    await withConfig(config, async (mock) => {
      expect(JSON.parse((await mock.get(DOCUMENT)).body)).not.toHaveProperty('region');
      const paths = ['public-ipv4', 'public-hostname', 'tags'].map((name) => `${META}/${name}`);
      for (const path of [...paths, '/latest/user-data']) {
        expect((await mock.get(path)).status).toBe(404);
      }
      const names = (await mock.get(`${META}/`)).body.split('\n');
      expect(names).not.toContain('public-ipv4');
      expect(names).not.toContain('tags/');
    });
  });

  test('[D56] [C18] a configured lifecycle state holds before the trigger, and a sequence can be configured', async () => {
    const path = `${META}/autoscaling/target-lifecycle-state`;
    using tree = tempTree({
      'aemm.json': { metadata: { values: { 'target-lifecycle-state': 'Warmed:Running' } } },
    });
    const waiting = 'asglifecycle --asg-termination-delay-sec 600';
    await using mock = await startMock(`${waiting} -c aemm.json`, { home: tree.path });
    expect((await mock.get(path)).body).toBe('Warmed:Running');
    await using own = await startMock(`${waiting} --initial-state Warmed:Stopped`);
    expect((await own.get(path)).body).toBe('Warmed:Stopped');
  });
});
