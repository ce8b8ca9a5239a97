import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Setting } from '@aemm/core';
import { compileSnapshot, defineCategory } from '@aemm/core';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import savedByAemm from '../../test/saved-by-aemm.json' with { type: 'json' };
import { createWorkplace } from '../../test/workplace.ts';
import type { Config, ConfigInput } from '../index.ts';
import { saveConfig } from '../index.ts';

/** Windows has no such modes. */
const OWNER_ONLY = process.platform === 'win32' ? 0o666 : 0o600;

describe('the saved configuration', () => {
  test('is whole, in its natural case, for the owner alone', async () => {
    const { home, loadFile } = await createWorkplace();
    const config = await loadFile(
      'a.json',
      `{
        "token-secret": "hush, not a word",
        "spot": { "ACTION": "stop" },
        "instance": { "Region": "eu-west-1" },
        "metadata": {
          "values": { "mac": "aa:bb", "RackRoom": "Blue", "AMI-ID": null, "iam-info": { "code": "Failed" } },
          "paths": { "RackRoom": "/latest/Rack" }
        }
      }`,
    );
    expect(saveConfig(config, { home, cwd: '/nowhere' })).toEqual({
      path: join(home, '.ec2-metadata-mock/.aemm-config-used.json'),
      omitted: ['token-secret'],
    });
    const saved = await readSaved(home);
    expect(saved).toMatchObject({
      server: { hostname: '0.0.0.0', port: '1338' },
      'mock-ip-count': 2,
      spot: { action: 'stop', time: '' },
      events: { code: 'system-reboot' },
      instance: { region: 'eu-west-1' },
      metadata: {
        values: {
          'ami-id': null,
          mac: 'aa:bb',
          RackRoom: 'Blue',
          'iam-info': { Code: 'Failed', LastUpdated: '2020-04-02T18:50:40Z' },
          'placement-region': 'eu-west-1',
          'event-id': 'instance-event-1234567890abcdef0',
        },
        paths: {
          RackRoom: '/latest/Rack',
          'mac-mac': '/latest/meta-data/network/interfaces/macs/aa:bb/mac',
          spot: '/latest/meta-data/spot/instance-action',
        },
      },
      userdata: { values: { userdata: 'MTIzNCxqb2huLHJlYm9vdCx0cnVlCg==' } },
    });
    expect(JSON.stringify(saved)).not.toContain('hush');
    const { mode } = await stat(join(home, '.ec2-metadata-mock/.aemm-config-used.json'));
    expect(mode & 0o777).toBe(OWNER_ONLY);
    expect(await readdir(join(home, '.ec2-metadata-mock'))).toEqual(['.aemm-config-used.json']);
  });

  test('has what AEMM has in its own', async () => {
    const { home, load } = await createWorkplace();
    const config = await load({ flags: { 'save-config-to-file': 'true' } });
    saveConfig(config, { home, cwd: home });
    const { 'config-file': _, ...aemm } = savedByAemm;
    expect(keysOf(lowerCased(await readSaved(home)))).toEqual(
      expect.arrayContaining(keysOf(aemm).filter((key) => !/^(spot|events)\./.test(key))),
    );
  });

  test('replaces the one before, whatever its mode', async () => {
    const { home, load, write } = await createWorkplace({ 'aemm-config.json': '{}' });
    const old = await write('.ec2-metadata-mock/.aemm-config-used.json', 'old');
    saveConfig(await load(), { home, cwd: home });
    expect((await stat(old)).mode & 0o777).toBe(OWNER_ONLY);
    expect(await readSaved(home)).toMatchObject({ imdsv2: false });
  });

  test('goes to the working directory if there is no home', async () => {
    const { home, load } = await createWorkplace();
    const saved = saveConfig(await load(), { home: undefined, cwd: home });
    const path = join(home, '.ec2-metadata-mock/.aemm-config-used.json');
    expect(saved).toEqual({ path, omitted: [] });
  });

  test('loads again, without a warning, and serves the same', async () => {
    const { home, loadFile, load } = await createWorkplace();
    await fc.assert(
      fc.asyncProperty(anyFile, async (file) => {
        const config = await loadFile('a.json', JSON.stringify(file));
        const saved = saveConfig(config, { home, cwd: home });
        const again = await load({ flags: { 'config-file': 'path' in saved ? saved.path : '' } });
        expect(again.warnings).toEqual([]);
        expect(servedBy(again)).toEqual(servedBy(config));
      }),
      {
        numRuns: 100,
        examples: [
          [{ instance: { tags: { A: ' ', a: false } }, metadata: { values: {}, paths: {} } }],
        ],
      },
    );
  });
});

describe('a setting whose schema converts the value', () => {
  const converting = (validate: (raw: unknown) => unknown, fallback: unknown): Setting => ({
    description: 'for a test',
    type: 'string',
    allowed: 'text',
    default: fallback,
    schema: {
      '~standard': { version: 1, vendor: 'test', validate: (raw) => ({ value: validate(raw) }) },
    },
  });
  const queue = defineCategory({
    id: 'queue',
    contract: 1,
    description: 'for a test',
    settings: {
      wait: converting((raw) => Number(raw) * 60, '5'),
      size: converting((raw) => BigInt(String(raw)), '1'),
      most: converting((raw) => Number(raw), 'Infinity'),
      names: converting((raw) => String(raw).split(','), 'a'),
      since: converting((raw) => new Date(String(raw)), '2020-01-07'),
      port: { ...converting((raw) => Number(raw), '80'), flag: false },
    },
    leaves: [
      {
        key: 'queue',
        path: '/queue',
        value: ({ settings }) => {
          const { wait, size, most, names, since, port } = settings;
          return [wait, size, most, names, since, port].map((part) => String(part));
        },
      },
    ],
  });

  test.each<[string, Partial<ConfigInput>, unknown, string]>([
    [
      'by default',
      {},
      { wait: '5', size: '1', most: 'Infinity', names: 'a', since: '2020-01-07', port: '80' },
      '300\n1\nInfinity\na\n',
    ],
    [
      'by flags',
      { flags: { 'queue.wait': '6', 'queue.port': '81' } },
      { wait: '6', port: 81 },
      '360\n1\nInfinity\na\n',
    ],
    [
      'by the environment',
      {
        env: { AEMM_QUEUE_WAIT: '7', AEMM_QUEUE_SIZE: '9007199254740993', AEMM_QUEUE_NAMES: 'b,c' },
      },
      { wait: '7', size: '9007199254740993', names: 'b,c' },
      '420\n9007199254740993\nInfinity\nb,c\n',
    ],
    [
      'by a file',
      { flags: { 'config-file': 'queue.yaml' } },
      { wait: 8, most: '1e999', since: '2021-01-07' },
      '480\n1\nInfinity\na\n',
    ],
  ])('loads as the same, set %s', async (_, input, raw, served) => {
    const { home, load } = await createWorkplace({
      'queue.yaml': 'queue: { wait: 8, most: "1e999", since: "2021-01-07" }',
    });
    const config = await load({ ...input, categories: [queue] });
    saveConfig(config, { home, cwd: home });
    expect(await readSaved(home)).toMatchObject({ queue: raw });
    const flags = { 'config-file': '.ec2-metadata-mock/.aemm-config-used.json' };
    const again = await load({ flags, categories: [queue] });
    expect(bodyOf(again)).toBe(bodyOf(config));
    expect(bodyOf(again)).toContain(served);
  });

  function bodyOf(config: Config): string {
    const { routes } = compileSnapshot(config.spec(), 0);
    const content = routes.find(({ path }) => path === '/queue')?.content;
    return content?.kind === 'text' ? content.text : '';
  }
});

describe('a configuration that cannot be saved', () => {
  test('is a warning in AEMM’s words, whatever stands in the way', async () => {
    const { home, load, tidy } = await createWorkplace({
      'aemm-config.json': '{}',
      'file/.ec2-metadata-mock': 'a file',
    });
    const config = await load();
    await mkdir(join(home, 'folder/.ec2-metadata-mock/.aemm-config-used.json'), {
      recursive: true,
    });
    await writeFile(join(home, 'plain'), '');
    const places = ['nowhere', 'plain', 'file', 'folder'].map((name) => join(home, name));
    const saved = places.map((place) => saveConfig(config, { home: place, cwd: '/nowhere' }));
    const warnings = saved.map((outcome) =>
      'warning' in outcome ? outcome.warning : outcome.path,
    );
    const draft = /[\da-f]{8}-[\da-f-]{27}/;
    expect(warnings.map(tidy).map((text) => text.replace(draft, 'ID'))).toMatchInlineSnapshot(`
      [
        "Warning: Failed to save the final configuration to local file - Failed to create directory for final configuration at ~/nowhere/.ec2-metadata-mock: ENOENT: no such file or directory, mkdir '~/nowhere/.ec2-metadata-mock'",
        "Warning: Failed to save the final configuration to local file - Failed to create directory for final configuration at ~/plain/.ec2-metadata-mock: ENOTDIR: not a directory, mkdir '~/plain/.ec2-metadata-mock'",
        "Warning: Failed to save the final configuration to local file - The destination '~/file/.ec2-metadata-mock' for saving the configuration already exists, but is not a directory",
        "Warning: Failed to save the final configuration to local file ~/folder/.ec2-metadata-mock/.aemm-config-used.json: EISDIR: illegal operation on a directory, rename '~/folder/.ec2-metadata-mock/.aemm-config-used.json.ID.tmp' -> '~/folder/.ec2-metadata-mock/.aemm-config-used.json'",
      ]
    `);
    expect(await readdir(join(home, 'folder/.ec2-metadata-mock'))).toHaveLength(1);
  });
});

const text = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 8 });
const segment = fc.stringMatching(/^[A-Za-z][A-Za-z\d-]{0,6}$/);
const scalar = fc.oneof(text, fc.integer(), fc.boolean());
const tags = fc.dictionary(segment, scalar, { maxKeys: 3 });
/** Some of which null removes. */
const fields = fc.dictionary(
  fc.oneof(segment, fc.constantFrom('Code', 'InstanceProfileArn', 'Name', 'id')),
  fc.oneof(scalar, fc.constant(null)),
  { maxKeys: 3 },
);

/** Files that configure every kind of leaf, and the instance. */
const anyFile = fc
  .record(
    {
      mac: text,
      'ami-id': fc.constant(null),
      'iam-info': fields,
      'iam-security-credentials-role': segment,
      'elastic-inference-associations': segment,
      'elastic-inference-accelerator': fields,
      'tags-instance': fields,
      'placement-region': fc.array(text, { maxLength: 3 }),
      'My.Own': scalar,
      instance: fc.record(
        { tags, privateIp: fc.ipV4(), role: segment, availabilityZone: segment },
        { requiredKeys: [] },
      ),
      moved: segment,
      userdata: fc.base64String(),
    },
    { requiredKeys: [] },
  )
  .map(({ instance, moved, userdata, ...values }) => ({
    ...(instance && { instance }),
    ...(userdata && { userdata: { values: { userdata } } }),
    metadata: {
      values,
      paths: {
        ...(moved && { hostname: `/latest/meta-data/${moved}`, spot: null }),
        ...(values['My.Own'] !== undefined && { 'my.own': '/latest/meta-data/My/Own' }),
      },
    },
  }));

function servedBy(config: Config): unknown {
  return compileSnapshot(config.spec(), 0).routes;
}

async function readSaved(home: string): Promise<unknown> {
  const path = join(home, '.ec2-metadata-mock/.aemm-config-used.json');
  return JSON.parse(await readFile(path, 'utf8'));
}

function lowerCased(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), function (this: object, _, inner: unknown) {
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
    return Object.fromEntries(
      Object.entries(inner).map(([name, field]) => [name.toLowerCase(), field]),
    );
  });
}

function keysOf(value: unknown, prefix = ''): string[] {
  if (typeof value !== 'object' || value === null) return [`${prefix}=${JSON.stringify(value)}`];
  return Object.entries(value).flatMap(([name, field]) =>
    keysOf(field, prefix === '' ? name : `${prefix}.${name}`),
  );
}
