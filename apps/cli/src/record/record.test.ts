import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { loadConfig } from '@aemm/config';
import type { ImdsSpec } from '@aemm/core';
import { aemmProfile, createControl, createEc2Profile, createMockClock } from '@aemm/core';
import { createIdentitySigner, createMock, nodeMac } from '@aemm/server';
import { describe, expect, onTestFinished, test } from 'vitest';
import { allCategories } from '../bundled-categories.ts';
import { findDifferences } from './check-config.ts';
import { createClient, RECORD_LIMITS } from './client.ts';
import type { RecordChoices, RecordedTree } from './crawl.ts';
import { crawl } from './crawl.ts';
import { encodePath } from './encode-path.ts';
import { toConfig } from './to-config.ts';
import { toYaml } from './to-yaml.ts';

const NOTHING_MORE: RecordChoices = { secrets: false, userData: false };
const NO_DIFFERENCES = { changed: [], added: [] };
const EVERYTHING: RecordChoices = { secrets: true, userData: true };

const META_DATA = '/latest/meta-data/';
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
  const clock = createMockClock({ source: { now: Date.now } });
  const { imds, act } = createControl({ spec: config.spec(), mac: nodeMac, signer, clock });
  const get = (path: string): string => {
    const { answer } = imds.handle({ method: 'GET', path, headers: {}, client: '127.0.0.1' });
    return answer.status === 200 ? Buffer.from(answer.body as string).toString() : '';
  };
  return { config, imds, act, get };
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
      expect(expected.map(([path = '']) => [path, get(encodePath(path))])).toEqual(expected);
    }
  });

  test('of profile ec2 is listed byte for byte, with nothing else', async () => {
    const spec: Partial<ImdsSpec> = { profile: createEc2Profile(), instance: INSTANCE };
    const origin = await serve(spec);
    const tree = await record(origin, EVERYTHING);
    const { get } = await replay(tree);
    expect(tree.directories.size).toBeGreaterThan(10);
    for (const path of tree.directories) {
      const answer = await fetch(new URL(`${encodePath(path)}/`, origin));
      expect([path, get(`${encodePath(path)}/`)]).toEqual([path, await answer.text()]);
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
    const path = `${META_DATA}${name}`;
    const credentials = '{"Code": "Success", "SecretAccessKey": "open sesame"}';
    const origin = await serveBodies(bodiesOf(name, credentials));
    const tree = await record(origin, NOTHING_MORE);
    expect(tree.leftOut).toContain(path);
    expect(toYaml(toConfig(tree))).not.toContain('open sesame');

    const whole = await record(origin, EVERYTHING);
    expect((await replay(whole)).get(path)).toBe(credentials);
  });

  test('is compared with what is served in its place', async () => {
    const tree = await record(await serve(), NOTHING_MORE);
    const yaml = toYaml(toConfig(tree));
    expect(await findDifferences(yaml, tree, allCategories)).toEqual(NO_DIFFERENCES);
    const { metadata, ...config } = toConfig(tree);
    const paths = { ...metadata.paths, more: `${META_DATA}more` };
    const values = { ...metadata.values, 'instance-id': 'i-0', more: 'x' };
    const other = toYaml({ ...config, metadata: { paths, values } });
    expect(await findDifferences(other, tree, allCategories)).toEqual({
      changed: ['/latest/meta-data/instance-id'],
      added: ['/latest/meta-data/more'],
    });
  });

  test('serves no notices that the service does not have', async () => {
    const tree = await record(await serve({ notices: ['spot'] }), NOTHING_MORE);
    const yaml = toYaml(toConfig(tree));
    expect(await findDifferences(yaml, tree, allCategories)).toEqual(NO_DIFFERENCES);
    const { get } = await replay(tree);
    expect(get(`${META_DATA}events/maintenance/scheduled`)).toBe('');
  });

  test.for([
    ['events', 'schedule', { eventId: 'one' }, 'events/maintenance/scheduled', '"one"'],
    ['events', 'cancel', {}, 'events/maintenance/history', '[Canceled]'],
    ['spot', 'interrupt', {}, 'spot/instance-action', 'terminate'],
    ['spot', 'recommend-rebalance', {}, 'events/recommendations/rebalance', 'noticeTime'],
    [
      'asglifecycle',
      'set',
      { state: 'Terminated' },
      'autoscaling/target-lifecycle-state',
      'Termin',
    ],
    ['tags', 'set', { name: 'Name', value: 'other' }, 'tags/instance/Name', 'other'],
    ['tags', 'set', { name: 'more', value: 'tag' }, 'tags/instance/more', 'tag'],
  ] as const)('can be driven: %s %s', async ([category, action, input, path, expected]) => {
    const settings = { asglifecycle: { 'initial-state': 'Standby' } };
    const instance = { ...INSTANCE, autoScaling: true };
    const origin = await serve({ profile: createEc2Profile(), instance, settings });
    const { act, get } = await replay(await record(origin, NOTHING_MORE));
    expect(get('/latest/meta-data/autoscaling/target-lifecycle-state')).toBe('Standby');
    if (action === 'cancel') act('events', 'schedule');
    act(category, action, input);
    expect(get(`/latest/meta-data/${path}`)).toContain(expected);
  });

  test.for([
    ['a name with marks of a URL', { '': 'a?b#c%20d', 'a%3Fb%23c%2520d': 'x' }],
    ['a tag with a name that YAML knows', bodiesOf('tags/instance/null', 'x')],
    ['key pairs without the first one', keysOf({ 1: 'one' })],
    ['key pairs in another order', keysOf({ 1: 'one', 0: 'two' })],
  ] as const)('with %s is served byte for byte', async ([, bodies]) => {
    const tree = await record(await serveBodies(bodies), NOTHING_MORE);
    expect(tree.leaves.size).toBeGreaterThan(0);
    const yaml = toYaml(toConfig(tree));
    expect(await findDifferences(yaml, tree, allCategories)).toEqual(NO_DIFFERENCES);
  });
});

/** A leaf below the metadata, and the listings that lead to it. */
function bodiesOf(leaf: string, body: string): Record<string, string> {
  const names = leaf.split('/');
  const lists = names.map((name, index) => {
    const isLeaf = index === names.length - 1;
    return [
      names
        .slice(0, index)
        .map((each) => `${each}/`)
        .join(''),
      isLeaf ? name : `${name}/`,
    ];
  });
  return { ...Object.fromEntries(lists), [leaf]: body };
}

/** Key pairs by their index, in the order in which they are listed. */
function keysOf(names: Record<number, string>): Record<string, string> {
  const listed = Object.entries(names);
  const bodies = listed.flatMap(([index, name]) => [
    [`public-keys/${index}/`, 'openssh-key'],
    [`public-keys/${index}/openssh-key`, `ssh-ed25519 AAAA ${name}\n`],
  ]);
  const lines = listed.map(([index, name]) => `${index}=${name}`).join('\n');
  return { '': 'public-keys/', 'public-keys/': lines, ...Object.fromEntries(bodies) };
}

/** Serves bodies by path below the metadata, 404 for others. */
async function serveBodies(bodies: Record<string, string>, status = 200): Promise<URL> {
  const server = createServer(({ url = '' }, response) => {
    const body = url.startsWith(META_DATA) ? bodies[url.slice(META_DATA.length)] : undefined;
    response.writeHead(body === undefined ? 404 : status).end(body);
  });
  return listen(server);
}

async function listen(server: Server): Promise<URL> {
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
}

describe('a service that cannot be recorded', () => {
  test.for([
    ['that has no metadata', {}, 'it has no /latest/meta-data/'],
    ['with a name that climbs', { '': '../' }, 'a listing has "..", which is not part'],
    ['with a name that is a path', { '': 'a/b' }, 'a listing has "a/b", which is not part'],
    ['with long bodies', { '': 'a', a: 'x'.repeat(2 ** 20) }, 'more than 1048576 bytes'],
  ] as const)('%s is refused', async ([, bodies, message]) => {
    await expect(record(await serveBodies(bodies), NOTHING_MORE)).rejects.toThrow(message);
  });

  test('without an end in depth or number is refused', async () => {
    const deep = Object.fromEntries(
      Array.from({ length: 20 }, (_, depth) => ['a/'.repeat(depth), 'a/']),
    );
    await expect(record(await serveBodies(deep), NOTHING_MORE)).rejects.toThrow('16 names deep');
    const wide = await serveBodies({ '': Array.from({ length: 9 }, (_, n) => n).join('\n') });
    const limits = { ...RECORD_LIMITS, requests: 5 };
    const client = await createClient(wide, limits);
    await expect(crawl(client, NOTHING_MORE, limits)).rejects.toThrow('more than 5 paths');
  });

  test.for([
    ['ends early', { 'content-length': '9' }, 'the connection ended before the answer did'],
    [
      'is not gzip',
      { 'content-length': '4', 'content-encoding': 'gzip' },
      'the body is not encoded as its header says',
    ],
  ] as const)('whose body %s is refused, with the path', async ([, headers, reason]) => {
    const server = createServer(({ url }, response) => {
      if (url !== `${META_DATA}a`) return void response.end('a');
      response.writeHead(200, headers).write('text');
      response.socket?.destroySoon();
    });
    const origin = await listen(server);
    await expect(record(origin, NOTHING_MORE)).rejects.toThrow(`${META_DATA}a: ${reason}`);
  });

  test('that fails or does not answer is refused', async () => {
    const failing = await serveBodies({ '': '' }, 503);
    await expect(record(failing, NOTHING_MORE)).rejects.toThrow('answers with status 503');
    const silent = createServer(() => {});
    const url = await listen(silent);
    const limits = { ...RECORD_LIMITS, answerMs: 50 };
    await expect(createClient(url, limits)).rejects.toThrow(
      '/latest/api/token: it takes too long to answer',
    );
    await new Promise((resolve) => silent.close(resolve).closeAllConnections());
    await expect(createClient(url, limits)).rejects.toThrow('nothing listens there (ECONNREFUSED)');
  });
});
