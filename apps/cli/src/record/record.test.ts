import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { loadConfig } from '@aemm/config';
import type { ImdsSpec } from '@aemm/core';
import { aemmProfile, createEc2Profile, createImds } from '@aemm/core';
import { createIdentitySigner, createMock, nodeMac } from '@aemm/server';
import { describe, expect, onTestFinished, test } from 'vitest';
import { allCategories } from '../bundled-categories.ts';
import { findDifferences } from './check-config.ts';
import { createClient, RECORD_LIMITS } from './client.ts';
import type { RecordChoices, RecordedTree } from './crawl.ts';
import { crawl } from './crawl.ts';
import { toConfig } from './to-config.ts';
import { toYaml } from './to-yaml.ts';

const NOTHING_MORE: RecordChoices = { secrets: false, userData: false };
const EVERYTHING: RecordChoices = { secrets: true, userData: true };

const ROLE = '/latest/meta-data/iam/security-credentials/app';

const signer = createIdentitySigner();

async function serve(spec: Partial<ImdsSpec> = {}): Promise<URL> {
  const mock = createMock({
    signer,
    frozenAt: Date.UTC(2024, 0),
    spec: { categories: allCategories, ...spec },
  });
  onTestFinished(() => mock.close({ quietMs: 0 }));
  return new URL((await mock.listen({ host: '127.0.0.1', port: 0 })).url);
}

async function record(origin: URL, choices: RecordChoices): Promise<RecordedTree> {
  return crawl(await createClient(origin, RECORD_LIMITS), choices, RECORD_LIMITS);
}

async function replay(tree: RecordedTree) {
  const text = new TextEncoder().encode(toYaml(toConfig(tree)));
  const config = await loadConfig({
    flags: {},
    env: {},
    home: undefined,
    cwd: '/',
    file: '/recorded.yaml',
    read: async () => text,
    categories: allCategories,
  });
  const imds = createImds({ spec: config.spec(), mac: nodeMac, signer });
  const get = (path: string): string => {
    const { answer } = imds.handle({ method: 'GET', path, headers: {}, client: '127.0.0.1' });
    return answer.status === 200 ? Buffer.from(answer.body as string).toString() : '';
  };
  return { config, imds, get };
}

const INSTANCE: NonNullable<ImdsSpec['instance']> = {
  role: 'app',
  region: 'eu-west-1',
  tags: { Name: 'web 1', 'other:key': 'a\nb', '0=x': 'like a key pair' },
  userDataBase64: 'H4sIAAAAAAAA',
  keyPairs: [
    { name: 'one', publicKey: 'ssh-ed25519 AAAA one' },
    { name: 'two', publicKey: 'ssh-ed25519 BBBB two' },
  ],
  interfaces: [
    { deviceNumber: 0, privateIps: ['172.16.0.5'], publicIps: { '52.1.1.1': '172.16.0.5' } },
    { deviceNumber: 1, privateIps: ['172.16.0.9'] },
  ],
};

const SPECS: readonly (readonly [string, Partial<ImdsSpec>])[] = [
  ['of profile ec2', { profile: createEc2Profile() }],
  ['of profile aemm', { profile: aemmProfile }],
  ['that takes tokens alone', { metadataOptions: { httpTokens: 'required' } }],
  ['with more of everything', { profile: createEc2Profile(), instance: INSTANCE }],
  ['with more of everything, as AEMM', { profile: aemmProfile, instance: INSTANCE }],
];

describe('a recorded service', () => {
  test.for(SPECS)('%s is served byte for byte', async ([, spec]) => {
    const origin = await serve(spec);
    for (const choices of [NOTHING_MORE, EVERYTHING]) {
      const tree = await record(origin, choices);
      expect(tree.leaves.size).toBeGreaterThan(30);
      const { config, imds, get } = await replay(tree);
      expect(config.warnings).toEqual([]);
      expect(imds.snapshot.problems).toEqual([]);
      const expected = [...tree.leaves].map(([path, body]) => [path, Buffer.from(body).toString()]);
      expect(expected.map(([path = '']) => [path, get(encodeURI(path))])).toEqual(expected);
    }
  });

  test('of profile ec2 is listed byte for byte, with nothing else', async () => {
    const spec: Partial<ImdsSpec> = { profile: createEc2Profile(), instance: INSTANCE };
    const origin = await serve(spec);
    const tree = await record(origin, EVERYTHING);
    const { get } = await replay(tree);
    expect(tree.directories.size).toBeGreaterThan(10);
    for (const path of tree.directories) {
      const answer = await fetch(new URL(`${encodeURI(path)}/`, origin));
      expect([path, get(`${encodeURI(path)}/`)]).toEqual([path, await answer.text()]);
    }
  });

  test('keeps credentials and user data to itself unless asked for, and names what is left out', async () => {
    const origin = await serve({ profile: createEc2Profile(), instance: INSTANCE });
    const tree = await record(origin, NOTHING_MORE);
    expect(tree.leftOut).toContain(ROLE);
    expect(tree.leftOut).toContain('/latest/user-data');
    expect(toYaml(toConfig(tree))).not.toMatch(/SecretAccessKey|H4sIAAAAAAAA/);
    const { get } = await replay(tree);
    // The role has credentials of its own again.
    expect(get(ROLE)).toContain('SecretAccessKey');

    const whole = await record(origin, EVERYTHING);
    expect(whole.leftOut).toEqual([]);
    const credentials = Buffer.from(whole.leaves.get(ROLE) ?? []).toString();
    expect(credentials).toContain('SecretAccessKey');
    expect((await replay(whole)).get(ROLE)).toBe(credentials);
    expect(get(ROLE)).not.toBe(credentials);
  });

  test.for([
    'iam/security-credentials-extended/app',
    'identity-credentials/ec2/security-credentials/ec2-instance',
    'credentials-of-a-later-day',
  ])('keeps credentials at %s to itself unless asked for', async (name) => {
    const path = `/latest/meta-data/${name}`;
    const credentials = '{"Code": "Success", "SecretAccessKey": "open sesame"}';
    const origin = await serveBodies(bodiesOf(path, credentials));
    const tree = await record(origin, NOTHING_MORE);
    expect(tree.leftOut).toContain(path);
    expect(toYaml(toConfig(tree))).not.toContain('open sesame');

    const whole = await record(origin, EVERYTHING);
    expect((await replay(whole)).get(path)).toBe(credentials);
  });

  test('is compared with what is served in its place', async () => {
    const tree = await record(await serve(), NOTHING_MORE);
    const yaml = toYaml(toConfig(tree));
    expect(await findDifferences(yaml, tree, allCategories)).toEqual([]);
    const other = yaml.replace(/"i-\w{17}"/, '"i-0000000000000000f"');
    expect(await findDifferences(other, tree, allCategories)).toEqual([
      '/latest/meta-data/instance-id',
    ]);
  });
});

/** A leaf and the listings that lead to it. */
function bodiesOf(leaf: string, body: string): Record<string, string> {
  const names = leaf.split('/');
  const lists = names.slice(3).map((name, index) => {
    const isLeaf = index === names.length - 4;
    return [`${names.slice(0, index + 3).join('/')}/`, isLeaf ? name : `${name}/`];
  });
  return { ...Object.fromEntries(lists), [leaf]: body };
}

/** Serves bodies by path, 404 for others. */
async function serveBodies(bodies: Record<string, string>, status = 200): Promise<URL> {
  const server = createServer(({ url = '' }, response) => {
    const body = bodies[url];
    response.writeHead(body === undefined ? 404 : status).end(body);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
}

describe('a service that cannot be recorded', () => {
  const LOOP = '/latest/meta-data/';
  test.for([
    ['that has no metadata', {}, 'it has no /latest/meta-data/'],
    ['with a name that climbs', { [LOOP]: '../' }, 'a listing has "..", which is not part'],
    ['with a name that is a path', { [LOOP]: 'a/b' }, 'a listing has "a/b", which is not part'],
    [
      'with long bodies',
      { [LOOP]: 'a', [`${LOOP}a`]: 'x'.repeat(2 ** 20) },
      'more than 1048576 bytes',
    ],
  ] as const)('%s is refused', async ([, bodies, message]) => {
    await expect(record(await serveBodies(bodies), NOTHING_MORE)).rejects.toThrow(message);
  });

  test('without an end in depth or number is refused', async () => {
    const deep = Object.fromEntries(
      Array.from({ length: 20 }, (_, depth) => [`${LOOP}${'a/'.repeat(depth)}`, 'a/']),
    );
    await expect(record(await serveBodies(deep), NOTHING_MORE)).rejects.toThrow('16 names deep');
    const wide = await serveBodies({ [LOOP]: Array.from({ length: 9 }, (_, n) => n).join('\n') });
    const limits = { ...RECORD_LIMITS, requests: 5 };
    const client = await createClient(wide, limits);
    await expect(crawl(client, NOTHING_MORE, limits)).rejects.toThrow('more than 5 paths');
  });

  test('that fails or does not answer is refused', async () => {
    const failing = await serveBodies({ [LOOP]: '' }, 503);
    await expect(record(failing, NOTHING_MORE)).rejects.toThrow('answers with status 503');
    const silent = createServer(() => {});
    onTestFinished(() => {
      silent.closeAllConnections();
      silent.close();
    });
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const url = new URL(`http://127.0.0.1:${(silent.address() as AddressInfo).port}`);
    const limits = { ...RECORD_LIMITS, answerMs: 50 };
    await expect(createClient(url, limits)).rejects.toThrow('it takes too long to answer');
    await new Promise((resolve) => silent.close(resolve).closeAllConnections());
    await expect(createClient(url, limits)).rejects.toThrow('ECONNREFUSED');
  });
});
