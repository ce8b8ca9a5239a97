// Needs that users of such mocks have reported in public, by their number in our collection. More of them stand with the
// tests of what they are about: [C04], [C06] and [C18] in `cli`, [C46] in `runners`.
import type { Value } from '@aemm/core';
import { describe, expect, test } from 'vitest';
import { ask } from './support/shown.ts';
import type { Served, Source } from './support/sources.ts';
import { nest, useSources } from './support/sources.ts';

const SOURCES = ['file', 'startMock'] as const satisfies readonly Source[];
const META = '/latest/meta-data';

const serve = useSources();

/** Serves keys of a configuration file, given to `startMock` under its own names. */
async function serveKeys(source: Source, keys: Readonly<Record<string, Value>>): Promise<Served> {
  const assignments = Object.entries(keys).map(([key, value]) => ({ path: key.split('.'), value }));
  const { instance = {}, ...overrides } = nest(assignments);
  const options = { instance, overrides } as never;
  return serve(source, { assignments, options });
}

const get = ({ mock }: Served, path: string) => ask(mock.imds, path);

describe.each(SOURCES)('from %s', (source) => {
  test('[C13] an instance without pending events answers an empty list in JSON', async () => {
    const history = `${META}/events/maintenance/history`;
    const served = await serveKeys(source, {
      'metadata.values.events': [],
      'metadata.values.events-history': [],
    });
    for (const path of [`${META}/events/maintenance/scheduled`, history]) {
      expect(get(served, path)).toMatchObject({ status: 200, body: '[]' });
    }
  });

  test('[C14] several events are served as given', async () => {
    const events = [{ Code: 'system-reboot', NotAfter: 'later' }, { Code: 'instance-stop' }];
    const served = await serveKeys(source, { 'metadata.values.events': events });
    expect(JSON.parse(get(served, `${META}/events/maintenance/scheduled`).body)).toEqual(events);
  });

  test.each([
    ['publicIp', ['public-ipv4', 'public-hostname']],
    ['privateIp', ['local-ipv4']],
    ['tags', ['tags']],
    ['role', ['iam/security-credentials']],
  ])('[C21] an instance without %s has none of what follows from it', async (field, leaves) => {
    const served = await serveKeys(source, { [`instance.${field}`]: null });
    expect(served.warnings).toBe('');
    const listing = get(served, META).body.split('\n');
    for (const leaf of leaves) {
      expect(get(served, `${META}/${leaf}`).status).toBe(404);
      expect(listing).not.toContain(leaf);
    }
  });

  test('[C21] an instance in a private subnet has no public address in its network tree', async () => {
    const served = await serveKeys(source, { 'instance.publicIp': null });
    const tree = served.mock.imds.snapshot.routes.map(({ path }) => path);
    expect(tree.filter((path) => /public-|ipv4-associations/.test(path))).toEqual([
      `${META}/public-keys/0/openssh-key`,
    ]);
  });

  test.each(['a+b=c,d@e_f', 'weißer Wal', '..x'])('[C26] role %j is served', async (role) => {
    const served = await serveKeys(source, { 'instance.role': role });
    const path = `${META}/iam/security-credentials/${encodeURIComponent(role)}`;
    expect(get(served, path).status).toBe(200);
  });

  test.each([
    ['instance.role', '../../../dynamic/x'],
    ['instance.role', '..'],
    ['instance.instanceProfile', 'a/../b'],
    ['instance.tags', { '../x': '' }],
    ['instance.keyPairs', [{ name: '../x', publicKey: 'x' }]],
    ['instance.blockDevices', { '..': 'sda' }],
    ['metadata.values.tags-instance', { '../x': '' }],
  ])('[C26] %s %j leads out of its directory, and is refused', async (key, value) => {
    const { refused } = await serveKeys(source, { [key]: value });
    expect(refused).toMatch(/^\P{Cc}+$/u);
    expect(refused).toContain(key.split('.').at(-1));
  });

  test.each([
    ['iam-security-credentials-role', 'iam/security-credentials', 'iam-security-credentials'],
    ['mac', 'mac', 'mac-mac'],
    ['public-ipv4', 'public-ipv4', 'mac-ipv4-associations'],
  ])(
    '[C26] %s may be any text, and what would climb out by it is not served',
    async (key, path, below) => {
      const served = await serveKeys(source, { [`metadata.values.${key}`]: '../../x' });
      expect(get(served, `${META}/${path}`).body).toBe('../../x');
      expect(served.warnings).toContain(`"${below}" is not served`);
      const { routes } = served.mock.imds.snapshot;
      expect(routes.filter((route) => route.key === below)).toEqual([]);
    },
  );

  test('[C27] binary user data is served byte for byte', async () => {
    const bytes = Buffer.from([0x1f, 0x8b, 0x08, 0x00, 0xff, 0x00]);
    const userDataBase64 = bytes.toString('base64');
    const { mock } = await serveKeys(source, { 'instance.userDataBase64': userDataBase64 });
    const { answer } = mock.imds.handle({
      method: 'GET',
      path: '/latest/user-data',
      headers: {},
      client: '127.0.0.1',
    });
    expect(Buffer.from(answer.body as Uint8Array)).toEqual(bytes);
  });

  test('[C27] an instance without user data answers 404', async () => {
    const served = await serveKeys(source, { 'instance.userData': null });
    expect(get(served, '/latest/user-data').status).toBe(404);
    expect(get(served, '/latest').body).not.toContain('user-data');
  });

  test.each([
    ['instance.userData', (text: string) => text],
    ['instance.userDataBase64', btoa],
    ['userdata.values.userdata', btoa],
  ])('[C10] %s that EC2 would refuse is served with a warning', async (key, encode) => {
    const large = await serveKeys(source, { [key]: encode('x'.repeat(16_385)) });
    expect(large.warnings).toContain(`${key}: It has 16385 bytes`);
    expect(get(large, '/latest/user-data').body).toHaveLength(16_385);
    const fits = await serveKeys(source, { [key]: encode('x'.repeat(16_384)) });
    expect(fits.warnings).toBe('');
  });

  test.each(['Patch Group', '_index', 'a:b c'])('[C30] tag %j draws a warning', async (name) => {
    const served = await serveKeys(source, { 'instance.tags': { [name]: 'x' } });
    expect(served.warnings).toContain(`does not expose a tag "${name}"`);
    expect(get(served, `${META}/tags/instance/${encodeURIComponent(name)}`).body).toBe('x');
  });

  test('[C30] tags that differ by case are two, and values may be empty', async () => {
    const served = await serveKeys(source, {
      'instance.tags': { env: 'a', Env: '', 'eks:cluster-name': 'b' },
    });
    expect(served.warnings).toBe('');
    expect(get(served, `${META}/tags/instance`).body.split('\n')).toEqual(
      expect.arrayContaining(['Env', 'eks:cluster-name', 'env']),
    );
    expect(get(served, `${META}/tags/instance/Env`)).toMatchObject({ status: 200, body: '' });
  });

  test.each(['capacity-block', 'scheduled'])('[C31] life cycle %s is served', async (lifeCycle) => {
    const served = await serveKeys(source, { 'instance.lifeCycle': lifeCycle });
    expect(served.warnings).toBe('');
    expect(get(served, `${META}/instance-life-cycle`).body).toBe(lifeCycle);
  });
});
