import { join } from 'node:path';
import type { Random } from '@aemm/core';
import { createSeededRandom } from '@aemm/core/testing';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { categories } from '../../test/categories.ts';
import savedByAemm from '../../test/saved-by-aemm.json' with { type: 'json' };
import { createWorkplace, failureOf } from '../../test/workplace.ts';
import type { SettingEntry } from '../index.ts';
import { settingTable } from '../index.ts';

/** Texts for settings that are neither plain text nor a number, by what their refusals say is allowed. */
const TEXTS: readonly (readonly [allowed: string, texts: fc.Arbitrary<string>])[] = [
  ['profile:NAME', fc.constantFrom('env', 'profile:dev')],
  ['networks', fc.constant('{"10.0.0.0/8":2}')],
  ['faults', fc.constant('[{"status":503}]')],
  ['fleet', fc.constant('{"by":"client","instances":[{"match":"10.0.0.1"}]}')],
  ['scenario', fc.constantFrom('throttling', 'imds-outage')],
  ['above 0', fc.integer({ min: 1, max: 99 }).map(String)],
  ['0 to 64', fc.nat(64).map(String)],
  ['printable ASCII', fc.stringMatching(/^[!-~]{1,16}$/)],
  ['port', fc.nat(65_535).map(String)],
  ['time', fc.nat(1e9).map((second) => `${new Date(second * 1000).toISOString().slice(0, 19)}Z`)],
];

const table = settingTable(categories).filter(
  ({ key }) => !['config-file', 'instanceFrom'].includes(key),
);

type Layers = Readonly<Partial<Record<'flag' | 'environment' | 'file', string>>>;

/** For each setting, the value in each layer, if any. */
const everyLayer: fc.Arbitrary<readonly Layers[]> = fc.tuple(
  ...table.map((entry) =>
    fc.record(
      { flag: textFor(entry), environment: textFor(entry), file: textFor(entry) },
      { requiredKeys: [] },
    ),
  ),
);

describe('precedence', () => {
  test('is flag, environment, file, default, for each key by itself', async () => {
    const { loadFile } = await createWorkplace();
    await fc.assert(
      fc.asyncProperty(everyLayer, async (layers) => {
        const config = await loadFile('a.json', fileOf(layers), {
          flags: pick(layers, 'flag', 'key'),
          env: pick(layers, 'environment', 'env'),
        });
        const values = new Map(config.values.map((value) => [value.key, value]));
        for (const [index, { key, setting }] of table.entries()) {
          const { flag, environment, file } = layers[index] ?? {};
          const expected = flag ?? environment ?? file ?? String(setting.default);
          const resolved = values.get(key);
          expect([key, String(resolved?.value)]).toEqual([key, expected]);
          expect([key, resolved?.origin.source]).toEqual([key, sourceOf(layers[index] ?? {})]);
        }
      }),
      { numRuns: 100 },
    );
  });

  test('keeps the name of the source of each value', async () => {
    const { home, load } = await createWorkplace({ 'aemm-config.json': '{"imdsv2": true}' });
    const config = await load({ flags: { 'spot.action': 'stop' }, env: { AEMM_PORT: '80' } });
    const assigned = config.values.filter(({ origin }) => origin.source !== 'default');
    expect(assigned.map(({ key, origin }) => [key, origin.where?.replace(home, '~')])).toEqual([
      ['server.port', 'AEMM_PORT'],
      ['imdsv2', '~/aemm-config.json'],
      ['spot.action', '--action'],
    ]);
  });

  test('distinguishes derived values from defaults', async () => {
    const { loadFile } = await createWorkplace();
    const file = '{"instance": {"region": "eu-west-1"}, "metadata": {"values": {"mac": "m"}}}';
    const config = await loadFile('a.json', file);
    const sources = new Map(config.values.map(({ key, origin }) => [key, origin.source]));
    expect(sources.get('metadata.values.placement-availability-zone')).toBe('derived');
    expect(sources.get('metadata.values.hostname')).toBe('derived');
    expect(sources.get('metadata.paths.mac-mac')).toBe('derived');
    expect(sources.get('metadata.values.mac')).toBe('file');
    expect(sources.get('metadata.values.ami-id')).toBe('default');
  });

  test('does not depend on the case of keys in a file', async () => {
    const { loadFile } = await createWorkplace();
    const plain = JSON.stringify(savedByAemm);
    const expected = await loadFile('plain.json', plain);
    const byKey = new Map(expected.values.map(({ key, value }) => [key, value]));
    await fc.assert(
      fc.asyncProperty(fc.nat(), async (seed) => {
        const config = await loadFile(
          'mixed.json',
          JSON.stringify(recase(savedByAemm, createSeededRandom(seed))),
        );
        expect(config.warnings).toEqual([]);
        for (const { key, value } of config.values) {
          if (key !== 'config-file') expect([key, value]).toEqual([key, byKey.get(key)]);
        }
      }),
      { numRuns: 20 },
    );
  });
});

describe('a file that AEMM itself saved', () => {
  test('loads without a warning and changes nothing', async () => {
    const { load, loadFile } = await createWorkplace({ 'aemm-config.json': '{}' });
    const saved = await loadFile('saved.json', JSON.stringify(savedByAemm));
    expect(saved.warnings).toEqual([]);
    const plain = await load();
    const leaves = (config: typeof plain) =>
      config.values.filter(({ path }) => path.length === 3).map(({ key, value }) => [key, value]);
    expect(leaves(saved)).toEqual(leaves(plain));
  });

  test('names its own source, which is not read', async () => {
    const { load } = await createWorkplace({ 'aemm-config.json': JSON.stringify(savedByAemm) });
    const config = await load();
    expect(savedByAemm['config-file']).toBe('$HOME/aemm-config.json');
    expect(config.globals['config-file']).toBe('');
  });
});

test.each([
  'control-token-file',
  'identityKeys.rsa2048',
  'identityKeys.dsa',
  'identityKeys.rsa1024',
])('%s is a path that counts from the folder of the config file that has it', async (key) => {
  const { home, load, write } = await createWorkplace();
  const document = key.split('.').reduceRight<unknown>((value, part) => ({ [part]: value }), 'x');
  await write('sub/a.json', JSON.stringify(document));
  const configs = [
    await load({ env: { AEMM_CONFIG_FILE: 'sub/a.json' } }),
    await load({ flags: { [key]: 'x' } }),
  ];
  const paths = configs.map(({ settings }) => settings.find((each) => each.key === key)?.value);
  expect(paths).toEqual([join(home, 'sub', 'x'), join(home, 'x')]);
});

describe('the options of the metadata service', () => {
  test.each([
    ['metadataOptions: { httpTokens: required }', { httpTokens: 'required' }],
    ['imdsv2: true', { httpTokens: 'required' }],
    ['imdsv2: false\nmetadataOptions: { httpTokens: required }', { httpTokens: 'required' }],
    ['metadataOptions: { HTTPEndpoint: disabled }', { httpEndpoint: 'disabled' }],
    ['metadataOptions: { httpPutResponseHopLimit: 1 }', { httpPutResponseHopLimit: 1 }],
    ['metadataOptions: { instanceMetadataTags: disabled }', { instanceMetadataTags: 'disabled' }],
  ])('have the names and values of AWS: %s', async (text, options) => {
    const { loadFile } = await createWorkplace();
    const config = await loadFile('a.yaml', text);
    expect(config.warnings).toEqual([]);
    expect(config.spec().metadataOptions).toMatchObject(options);
  });

  test('have hops by network, from a file and as JSON from the environment', async () => {
    const { loadFile, load } = await createWorkplace();
    const hops = { '10.0.0.0/8': 2 };
    expect((await loadFile('a.yaml', 'hops: { "10.0.0.0/8": 2 }')).spec().hops).toEqual(hops);
    const env = { AEMM_HOPS: JSON.stringify(hops) };
    expect((await load({ env })).spec().hops).toEqual(hops);
  });

  test.each([
    ['imdsv2: true\nmetadataOptions: { httpTokens: optional }', {}, 'key imdsv2'],
    ['metadataOptions: { httpTokens: required }', { flags: { imdsv2: 'false' } }, 'flag imdsv2'],
    [
      'metadataOptions: { httpTokens: required }',
      { env: { AEMM_IMDSV2: 'false' } },
      'variable AEMM_IMDSV2',
    ],
  ])('are refused where they contradict imdsv2: %s and %o', async (text, others, other) => {
    const { loadFile } = await createWorkplace();
    const { problems } = await failureOf(() => loadFile('a.yaml', text, others));
    expect(problems).toEqual([
      expect.stringMatching(
        RegExp(`key metadataOptions.httpTokens .* It conflicts with .* ${other}`),
      ),
    ]);
  });

  test('select the profile and fresh credentials by their keys', async () => {
    const { loadFile } = await createWorkplace();
    const config = await loadFile('a.yaml', 'profile: ec2\nfreshCredentials: true');
    expect(config.warnings).toEqual([]);
    expect(config.spec()).toMatchObject({ profile: { id: 'ec2' }, freshCredentials: true });
  });
});

describe('the spec', () => {
  test('has only defaults if nothing is configured', async () => {
    const { load } = await createWorkplace({ 'aemm-config.json': '{}' });
    const spec = (await load()).spec(['spot']);
    expect(spec).toMatchObject({
      notices: ['spot'],
      settings: {},
      overrides: {},
      metadataOptions: { httpTokens: 'optional' },
      eligibleClients: 2,
    });
    expect(Object.keys(spec)).not.toContain('timing');
    expect(Object.keys(spec)).not.toContain('instance');
    expect(Object.keys(spec)).not.toContain('noticeTime');
  });

  test('has everything that is configured', async () => {
    const { loadFile } = await createWorkplace();
    const config = await loadFile(
      'a.yaml',
      `
imdsv2: true
mock-ip-count: -1
mock-delay-sec: 5
rebalance-trigger-time: 2030-01-01T01:00:00+01:00
asg-termination-delay-sec: '0x10'
fixed-notice-times: true
spot: { action: stop }
instance: { region: eu-west-1 }
userdata: { values: { userdata: AA== } }
`,
    );
    expect(config.spec()).toMatchObject({
      settings: {
        spot: { action: 'stop', 'rebalance-trigger-time': expect.anything() },
        'target-lifecycle': { 'asg-termination-delay-sec': expect.anything() },
      },
      timing: { delaySec: 5 },
      overrides: { userdata: { values: { userdata: 'AA==' } } },
      metadataOptions: { httpTokens: 'required' },
      eligibleClients: -1,
      noticeTime: 'fired',
      instance: { region: 'eu-west-1' },
    });
  });

  test('has the overrides of every leaf, whichever notices are served', async () => {
    const { loadFile } = await createWorkplace();
    const file = {
      metadata: {
        values: { events: 'mine', spot: 'mine', own: 'mine' },
        paths: { events: '/latest/events', spot: '/latest/spot', own: '/latest/own' },
      },
    };
    const config = await loadFile('a.json', JSON.stringify(file));
    expect(config.spec(['spot']).overrides?.metadata).toEqual({
      values: { events: 'mine', spot: 'mine', own: 'mine' },
      paths: { events: '/latest/events', spot: '/latest/spot', own: '/latest/own' },
    });
  });
});

function textFor({ key, setting, file }: SettingEntry): fc.Arbitrary<string> {
  const { type, choices, allowed } = setting;
  // Others would conflict.
  if (key === 'imdsv2') return fc.constant('true');
  if (choices?.includes('optional')) return fc.constant('required');
  if (choices !== undefined) return fc.constantFrom(...choices);
  if (type === 'boolean') return fc.boolean().map(String);
  if (file) return fc.constant('/a.pem');
  const [, texts] = TEXTS.find(([part]) => allowed.includes(part)) ?? [];
  if (texts !== undefined) return texts;
  if (type === 'integer') return fc.integer({ min: -99, max: 99 }).map(String);
  return fc.string({ minLength: setting.secret ? 16 : 1 });
}

function sourceOf({ flag, environment, file }: Layers): string {
  if (flag !== undefined) return 'flag';
  if (environment !== undefined) return 'environment';
  return file === undefined ? 'default' : 'file';
}

function pick(
  layers: readonly Layers[],
  source: keyof Layers,
  name: 'key' | 'env',
): Record<string, string> {
  const assigned = table.flatMap((entry, index) => {
    const text = layers[index]?.[source];
    return text === undefined ? [] : [[entry[name], text]];
  });
  return Object.fromEntries(assigned);
}

function fileOf(layers: readonly Layers[]): string {
  const root: Record<string, unknown> = {};
  for (const [key, text] of Object.entries(pick(layers, 'file', 'key'))) {
    const [group = '', name] = key.split('.');
    if (name === undefined) root[group] = text;
    else root[group] = { ...(root[group] as object | undefined), [name]: text };
  }
  return JSON.stringify(root);
}

function recase(value: unknown, random: Random): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, field]) => {
    const dice = random(new Uint8Array(name.length));
    const letters = [...name].map((letter, index) =>
      (dice[index] ?? 0) > 127 ? letter.toUpperCase() : letter,
    );
    return [letters.join(''), recase(field, random)];
  });
  return Object.fromEntries(entries);
}
