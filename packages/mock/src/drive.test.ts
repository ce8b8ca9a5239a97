import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { get as httpGet } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { booleanSetting, defineCategory, textSetting } from '@aemm/core';
import { createSeededRandom } from '@aemm/core/testing';
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { StartOptions } from './index.ts';
import { startMock } from './index.ts';

const META = '/latest/meta-data';

const bell = defineCategory({
  id: 'bell',
  contract: 1,
  description: 'A bell',
  state: { rung: 0 },
  actions: {
    'ring-twice': {
      description: 'Rings it twice',
      input: {
        '~standard': {
          version: 1,
          vendor: 'test',
          validate: (value: unknown) => ({ value: value as { readonly loud?: boolean } }),
        },
      },
      run: (_, { state }) => ({ state: { rung: state.rung + 2 } }),
    },
  },
  leaves: [{ key: 'bell', path: 'meta-data/bell', value: ({ state }) => state.rung }],
  notices: [
    { key: 'alarm', path: 'meta-data/alarm', trigger: () => ({ delaySec: 60 }), value: () => 'up' },
  ],
});

const door = defineCategory({
  id: 'door',
  contract: 1,
  description: 'A door',
  settings: {
    open: booleanSetting({ description: 'whether it is open', default: false }),
    colour: textSetting({ description: 'its colour', default: 'blue' }),
  },
  leaves: [{ key: 'door', path: 'meta-data/door', value: ({ settings }) => settings.open }],
});

async function get(url: string, headers = {}): Promise<string | number> {
  const answer = await fetch(url, { headers });
  return answer.ok ? await answer.text() : answer.status;
}

/** The status of an answer to a request for a host, which `fetch` does not let be set. */
async function statusFor(url: string, host: string): Promise<number | undefined> {
  const request = httpGet(url, { headers: { host } });
  const [response] = await once(request, 'response');
  response.resume();
  return response.statusCode;
}

describe('a mock that runs', () => {
  test('does the actions of its categories', async () => {
    await using mock = await startMock({ categories: [bell] });
    mock.actions.bell.ringTwice({ loud: true });
    expect(await get(`${mock.url}${META}/bell`)).toBe('2');
    mock.actions.tags.set({ name: 'Name', value: 'web-2' });
    expect(await get(`${mock.url}${META}/tags/instance/Name`)).toBe('web-2');
    mock.reset();
    expect(await get(`${mock.url}${META}/bell`)).toBe('0');
  });

  test('is patched, and its paths are set and removed', async () => {
    await using mock = await startMock();
    mock.patchInstance({ tags: { Name: 'web-2' } });
    mock.set(`${META}/rack`, 'blue');
    mock.remove(`${META}/mac`);
    mock.patchMetadataOptions({ instanceMetadataTags: 'enabled' });
    expect(await get(`${mock.url}${META}/tags/instance/`)).toBe('Name');
    expect(await get(`${mock.url}${META}/rack`)).toBe('blue');
    expect(await get(`${mock.url}${META}/mac`)).toBe(404);
  });

  test('stands still until it is moved, from notice to notice', async () => {
    await using mock = await startMock({ categories: [bell], now: '2026-01-01T00:00:00Z' });
    expect(mock.clock.pending()).toMatchObject([
      { key: 'alarm', firesAt: '2026-01-01T00:01:00.000Z', inSeconds: 60 },
    ]);
    mock.clock.advance('59s');
    expect(await get(`${mock.url}${META}/alarm`)).toBe(404);
    mock.clock.next();
    expect(await get(`${mock.url}${META}/alarm`)).toBe('up');
  });

  test('a reset answers what waits for a time that is past then', async () => {
    await using mock = await startMock({ now: '2026-01-01T00:00:00Z' });
    mock.clock.set('2025-12-31T23:00:00Z');
    const slow = mock.fault({ latency: '300ms' });
    const waiting = fetch(`${mock.url}${META}/mac`);
    await vi.waitFor(() => expect(slow.struck).toBe(1));
    mock.reset();
    expect((await waiting).status).toBe(200);
  });

  test('knows nothing of another one beside it', async () => {
    await using one = await startMock();
    await using other = await startMock();
    one.patchInstance({ id: 'i-1' });
    one.clock.advance('1h');
    expect(await get(`${other.url}${META}/instance-id`)).toBe('i-1234567890abcdef0');
    expect(other.clock.now()).toBe(Date.UTC(2024, 0));
  });
});

describe('a clock that follows the system', () => {
  afterEach(() => vi.useRealTimers());

  test('is moved by the fake timers of a test', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2030, 0) });
    await using mock = await startMock({ categories: [bell], clock: 'system' });
    expect(mock.clock.now()).toBe(Date.UTC(2030, 0));
    vi.setSystemTime(Date.UTC(2030, 0, 1, 0, 1));
    expect(await get(`${mock.url}${META}/alarm`)).toBe('up');
  });
});

describe('the environment', () => {
  test('points clients at the mock', async () => {
    await using mock = await startMock();
    expect(mock.env).toMatchObject({
      AWS_EC2_METADATA_SERVICE_ENDPOINT: `${mock.url}/`,
      INSTANCE_METADATA_URL: mock.url,
      NO_PROXY: '127.0.0.1,localhost',
    });
  });

  test('is used, and put back', async () => {
    await using mock = await startMock();
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'mine');
    onTestFinished(() => void vi.unstubAllEnvs());
    const before = { ...process.env };
    {
      using _ = mock.useEnv();
      expect(process.env.AWS_EC2_METADATA_SERVICE_ENDPOINT).toBe(`${mock.url}/`);
      expect(process.env.AWS_ACCESS_KEY_ID).toBeUndefined();
      expect(process.env.PATH).toBe(before.PATH);
    }
    expect(process.env).toEqual(before);
  });

  test('is put back once, whatever it is by the second time', async () => {
    await using mock = await startMock();
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'mine');
    onTestFinished(() => void vi.unstubAllEnvs());
    using used = mock.useEnv();
    used.restore();
    process.env.AWS_ACCESS_KEY_ID = 'another';
    used.restore();
    expect(process.env.AWS_ACCESS_KEY_ID).toBe('another');
  });

  test.each([
    [0, 1, 2],
    [0, 2, 1],
    [1, 0, 2],
    [1, 2, 0],
    [2, 0, 1],
    [2, 1, 0],
  ])('is that of the latest in use, put back in the order %i, %i, %i', async (...order) => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'mine');
    vi.stubEnv('NO_PROXY', 'a.test');
    onTestFinished(() => void vi.unstubAllEnvs());
    const before = { ...process.env };
    await using one = await startMock();
    await using two = await startMock();
    const inUse = new Map([one, two, one].map((mock, index) => [index, mock]));
    const used = [...inUse.values()].map((mock) => mock.useEnv());
    for (const index of order) {
      const latest = [...inUse.values()].at(-1);
      expect(process.env.AWS_EC2_METADATA_SERVICE_ENDPOINT).toBe(`${latest?.url}/`);
      expect(process.env.AWS_ACCESS_KEY_ID).toBeUndefined();
      used[index]?.restore();
      inUse.delete(index);
    }
    expect(process.env).toEqual(before);
  });

  test('stays as a test changed it when a mock that came later is put back', async () => {
    await using mock = await startMock();
    vi.stubEnv('AWS_PROFILE', 'mine');
    onTestFinished(() => void vi.unstubAllEnvs());
    using _ = mock.useEnv();
    process.env.AWS_PROFILE = 'another';
    mock.useEnv().restore();
    expect(process.env.AWS_PROFILE).toBe('another');
  });
});

function writeConfig(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'aemm-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'mock.yaml');
  writeFileSync(file, text);
  return file;
}

describe('a configuration file', () => {
  afterEach(() => vi.useRealTimers());

  test('is served, and what is given comes on top', async () => {
    const configFile = writeConfig('imdsv2: true\ninstance: { id: i-0abc, type: m5.large }\n');
    await using mock = await startMock({ configFile });
    expect(await get(`${mock.url}${META}/instance-id`)).toBe(401);
    await using other = await startMock({
      configFile,
      metadataOptions: { httpTokens: 'optional' },
    });
    expect(await get(`${other.url}${META}/instance-type`)).toBe('m5.large');
  });

  test.each<[what: string, options: StartOptions<readonly [typeof door]>]>([
    ['another field of the instance', { instance: { type: 't3.nano' } }],
    ['another option of the service', { metadataOptions: { instanceMetadataTags: 'enabled' } }],
    ['another setting of a category', { settings: { door: { colour: 'red' } } }],
    ['another leaf', { overrides: { metadata: { values: { 'ami-id': 'ami-1' } } } }],
    ['another section of leaves', { overrides: { userdata: { values: { userdata: 'eA==' } } } }],
    [
      'nothing',
      {
        instance: undefined as never,
        metadataOptions: { httpTokens: undefined as never },
        settings: { door: { open: undefined } },
        overrides: undefined as never,
      },
    ],
  ])('stays in effect where %s is given', async (_, options) => {
    const configFile = writeConfig(
      'imdsv2: true\ninstance: { id: i-0abc }\ndoor: { open: true }\nmetadata: { values: { mac: a-mac } }\n',
    );
    await using mock = await startMock({ categories: [door], configFile, ...options });
    const headers = { 'X-aws-ec2-metadata-token-ttl-seconds': '60' };
    const issued = await fetch(`${mock.url}/latest/api/token`, { method: 'PUT', headers });
    const token = { 'X-aws-ec2-metadata-token': await issued.text() };
    const read = (name: string) => get(`${mock.url}${META}/${name}`, token);
    expect(await get(`${mock.url}${META}/mac`)).toBe(401);
    expect(await read('instance-id')).toBe('i-0abc');
    expect(await read('door')).toBe('true');
    expect(await read('mac')).toBe('a-mac');
  });

  test('gives way to what is given, key by key', async () => {
    const configFile = writeConfig(
      'instance: { id: i-0abc }\ndoor: { open: true }\nmetadata: { values: { MAC: a-mac } }\nmock-trigger-time: 2040-01-01T00:00:00Z\n',
    );
    await using mock = await startMock({
      categories: [bell, door],
      configFile,
      instance: { id: 'i-0def' },
      settings: { door: { open: false } },
      overrides: { metadata: { values: { mac: 'b-mac' } } },
      timing: { delaySec: 0 },
    });
    const read = (name: string) => get(`${mock.url}${META}/${name}`);
    expect(await read('instance-id')).toBe('i-0def');
    expect(await read('door')).toBe('false');
    expect(await read('mac')).toBe('b-mac');
  });

  test('brings its faults, which others replace', async () => {
    const configFile = writeConfig('faults:\n  - { path: "*/mac", status: 503, times: 1 }\n');
    await using mock = await startMock({ configFile });
    expect(await get(`${mock.url}${META}/mac`)).toBe(503);
    mock.reset();
    expect(await get(`${mock.url}${META}/mac`)).toBe(503);
    expect(await get(`${mock.url}${META}/mac`)).toBe('0e:49:61:0f:c3:11');
    await using other = await startMock({ configFile, faults: [] });
    expect(await get(`${other.url}${META}/mac`)).toBe('0e:49:61:0f:c3:11');
  });

  test('brings its scenario, which the clock plays, and a reset plays again', async () => {
    const configFile = writeConfig(
      'scenario: [{ at: 10s, do: tags.set, with: { name: Name, value: late } }]\n',
    );
    await using mock = await startMock({ configFile });
    const tag = () => get(`${mock.url}${META}/tags/instance/Name`);
    for (const _ of [1, 2]) {
      expect(await tag()).not.toBe('late');
      mock.clock.advance(10);
      expect(await tag()).toBe('late');
      mock.reset();
    }
    expect(mock.log).toContain('Scenario: tags.set');
  });

  test('brings the speed of its clock, which a manual one has once it runs', async () => {
    const start = Date.UTC(2030, 0);
    vi.useFakeTimers({ toFake: ['Date'], now: start });
    const configFile = writeConfig('speed: 600\n');
    await using running = await startMock({ configFile, clock: 'system' });
    await using manual = await startMock({ configFile, now: start });
    vi.setSystemTime(start + 1000);
    expect([running.clock.now(), manual.clock.now()]).toEqual([start + 600_000, start]);
    manual.clock.run();
    vi.setSystemTime(start + 2000);
    expect([running.clock.now(), manual.clock.now()]).toEqual([start + 1_200_000, start + 600_000]);
  });

  test('brings its token secret, by which mocks accept the tokens of each other', async () => {
    const configFile = writeConfig('token-secret: sixteen-or-more-characters\nimdsv2: true\n');
    await using one = await startMock({ configFile, random: createSeededRandom(1) });
    await using other = await startMock({ configFile, random: createSeededRandom(2) });
    const issued = await fetch(`${one.url}/latest/api/token`, {
      method: 'PUT',
      headers: { 'X-aws-ec2-metadata-token-ttl-seconds': '60' },
    });
    const headers = { 'X-aws-ec2-metadata-token': await issued.text() };
    expect(await get(`${other.url}${META}/mac`, headers)).toBe('0e:49:61:0f:c3:11');
  });

  test.each(['on', 'off'])('brings its check of the Host, %s', async (mode) => {
    const configFile = writeConfig(`check-host: "${mode}"\n`);
    await using mock = await startMock({ configFile });
    expect(await statusFor(mock.url, 'example.com')).toBe(mode === 'on' ? 403 : 200);
  });

  test('names what of it has no effect', async () => {
    const configFile = writeConfig(
      'server: { port: 1338 }\ncontrol: true\nspeed: 2\nspeeed: 3\nmock-delay-sec: 5\n',
    );
    await using mock = await startMock({ configFile });
    await expect.poll(() => mock.log).toHaveLength(2);
    expect(mock.log[0]).toContain('speeed');
    expect(mock.log[1]).toBe(
      `Warning: ${configFile} has settings that only the command line uses: server.port, control.`,
    );
  });

  test('a reset takes a refusal of connections back with the time', async () => {
    await using mock = await startMock({ faults: [{ refuse: true, from: '60s' }] });
    mock.clock.advance('2m');
    await expect(get(`${mock.url}${META}/mac`)).rejects.toThrow();
    mock.reset();
    expect(await get(`${mock.url}${META}/mac`)).toBe('0e:49:61:0f:c3:11');
  });

  test('that is not valid is refused', async () => {
    await expect(startMock({ configFile: '/nowhere/mock.yaml' })).rejects.toMatchObject({
      name: 'ConfigError',
    });
  });
});

test.each([
  'tomorrow',
  '12',
  '2026-01-01',
  '2026-02-30T00:00:00Z',
  Number.NaN,
  3e14,
  '1960-01-01T00:00:00Z',
  null,
  true,
])('a mock does not start at %j', async (now) => {
  await expect(startMock({ now: now as never })).rejects.toThrow(RangeError);
});

test.each(['2026-01-01T00:00:00Z', 0, 'tomorrow'])(
  'a mock with the clock of the system does not start at %j',
  async (now) => {
    await expect(startMock({ clock: 'system', now })).rejects.toThrow(RangeError);
  },
);

test('a mock does not start on a clock that there is not', async () => {
  await expect(startMock({ clock: 'fake' as never })).rejects.toThrow(
    '"fake" is not a clock. Allowed: manual, system.',
  );
});
