import { describe, expect, test } from 'vitest';
import rows from '../../../../e2e/data/aemm-defaults.json' with { type: 'json' };
import type { AnyCategory, Overrides, Section, Value } from '../index.ts';
import { bundledCategories, configurableLeaves, defineCategory } from '../index.ts';
import type { TestImds } from '../testing.ts';
import { createTestImds } from '../testing.ts';

const META = '/latest/meta-data';
const DOCUMENT = '/latest/dynamic/instance-identity/document';

function mockWith(metadata: Overrides, dynamic: Overrides = {}): TestImds {
  return createTestImds({ categories: bundledCategories, overrides: { metadata, dynamic } });
}

function lowerCased(value: Value): Value {
  if (Array.isArray(value)) return value.map(lowerCased);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [name.toLowerCase(), lowerCased(field)]),
  );
}

describe('a file that AEMM saved, which names every path and every value', () => {
  const saved: Record<Section, { paths: Record<string, string>; values: Record<string, Value> }> = {
    metadata: { paths: {}, values: {} },
    dynamic: { paths: {}, values: {} },
    userdata: { paths: {}, values: { userdata: 'MTIzNCxqb2huLHJlYm9vdCx0cnVlCg==' } },
  };
  // Of the notices, which plugins bring, it names paths alone.
  const known = new Set(bundledCategories.flatMap(configurableLeaves).map((leaf) => leaf.key));
  for (const { section, key, path, body, type } of rows) {
    if (!known.has(key)) continue;
    const { paths, values } = saved[section as Section];
    if (path !== undefined) paths[key] = path;
    if (body === undefined || section === 'userdata') continue;
    values[key] =
      body.startsWith('{') || type === 'application/json' ? lowerCased(JSON.parse(body)) : body;
  }

  const routesOf = ({ imds }: TestImds) =>
    imds.snapshot.routes.map(({ path, content }) => [path, content]);

  test('changes nothing', () => {
    const imds = createTestImds({ categories: bundledCategories, overrides: saved });
    const plain = createTestImds({ categories: bundledCategories });
    expect(routesOf(imds)).toEqual(routesOf(plain));
    expect(imds.imds.snapshot.problems).toEqual([]);
  });

  test.each([
    ['mac', '0a:00:00:00:00:01'],
    ['public-ipv4', '203.0.113.9'],
    ['iam-security-credentials-role', 'other-role'],
    ['elastic-inference-associations', 'eia-1'],
  ])('does not keep paths and values from following %s', (key, value) => {
    const { metadata } = saved;
    const values = { ...metadata.values, [key]: value };
    const imds = createTestImds({
      categories: bundledCategories,
      overrides: { ...saved, metadata: { ...metadata, values } },
    });
    expect(routesOf(imds)).toEqual(routesOf(mockWith({ values: { [key]: value } })));
    expect(imds.imds.snapshot.routes.some(({ path }) => path.includes(value))).toBe(true);
    expect(imds.imds.snapshot.problems).toEqual([]);
  });

  test('lets the one path that differs win', () => {
    const { metadata } = saved;
    const imds = createTestImds({
      categories: bundledCategories,
      overrides: {
        ...saved,
        metadata: { ...metadata, paths: { ...metadata.paths, 'ami-id': `${META}/mac` } },
      },
    });
    expect(imds.request(`${META}/mac`).body).toBe('ami-0a887e401f7654935');
    expect(imds.request(`${META}/ami-id`).status).toBe(404);
  });
});

describe('a placeholder', () => {
  test('follows the value it names', () => {
    const imds = mockWith({
      values: {
        mac: '0a:00:00:00:00:01',
        'public-ipv4': '203.0.113.9',
        'IAM-security-credentials-role': 7,
      },
    });
    const nic = `${META}/network/interfaces/macs`;
    expect(imds.request(nic).body).toBe('0a:00:00:00:00:01/');
    expect(imds.request(`${nic}/0a:00:00:00:00:01/ipv4-associations`).body).toBe('203.0.113.9');
    expect(imds.request(`${nic}/0a:00:00:00:00:01/mac`).body).toBe('0e:49:61:0f:c3:11');
    expect(imds.request(`${META}/iam/security-credentials/7`).status).toBe(200);
  });

  test('leaves a path that was moved alone', () => {
    const imds = mockWith({
      paths: { 'mac-mac': '/latest/meta-data/my-mac' },
      values: { mac: '0a:00:00:00:00:01' },
    });
    expect(imds.request(`${META}/my-mac`).status).toBe(200);
    expect(imds.request(`${META}/network/interfaces/macs/0a:00:00:00:00:01/mac`).status).toBe(404);
  });

  test('whose value climbs out of its place takes its paths away, and is reported by its key', () => {
    const imds = mockWith({ values: { mac: '..' } });
    expect(imds.request(`${META}/network`).status).toBe(404);
    const { problems } = imds.imds.snapshot;
    expect(new Set(problems.map(({ code, key }) => `${code} ${key}`))).toEqual(
      new Set(['AEMM_PATH_CLIMBS metadata.values.mac']),
    );
  });

  test('whose value is not text is refused by its key', () => {
    expect(() => mockWith({ values: { mac: { a: 1 } } })).toThrow(
      expect.objectContaining({
        code: 'AEMM_PATH_INVALID',
        key: 'metadata.values.mac',
        message: 'The path of "mac-ipv4-associations" names {mac}, whose value must be text.',
      }),
    );
  });

  test('takes its paths away with its value', () => {
    const imds = mockWith({ values: { mac: null } });
    expect(imds.request(`${META}/network`).status).toBe(404);
    expect(imds.imds.snapshot.problems).toEqual([]);
  });

  test('moves the accelerator and the identity inside it, whose type stays', () => {
    const imds = mockWith({ values: { 'elastic-inference-associations': 'eia-1' } });
    expect(imds.request(`${META}/elastic-inference/associations/eia-1`)).toMatchObject({
      headers: { 'content-type': 'text/plain' },
      body: '{"version_2018_04_12":{"elastic-inference-accelerator-id":"eia-1","elastic-inference-accelerator-type":"eia1.medium"}}',
    });
  });
});

describe('null', () => {
  test('as a value or a path removes a leaf, and what only it was listed for', () => {
    const imds = mockWith({
      paths: { 'AMI-ID': null },
      values: { 'services-domain': null, 'services-partition': null },
    });
    expect(imds.request(`${META}/ami-id`).status).toBe(404);
    expect(imds.request(`${META}/services`).status).toBe(404);
    expect(imds.request(META).body).not.toMatch(/ami-id|services/);
  });

  test('removes tags one by one', () => {
    const imds = mockWith({ values: { 'tags-instance': { Name: null, Team: 'blue' } } });
    expect(imds.request(`${META}/tags/instance`).body).toBe('Team\nTest');
    expect(imds.request(`${META}/tags/instance/Name`).status).toBe(404);
    expect(
      mockWith({ values: { 'tags-instance-test': null } }).request(`${META}/tags/instance`).body,
    ).toBe('Name');
  });

  test('removes a field of a default inside JSON', () => {
    const imds = mockWith({}, { values: { 'instance-identity-document': { region: null } } });
    expect(JSON.parse(imds.request(DOCUMENT).body)).not.toHaveProperty('region');
  });

  test.each([null, {}])('or no field at all removes every tag: %j', (tags) => {
    const imds = mockWith({ values: { 'tags-instance': tags } });
    expect(imds.request(`${META}/tags`).status).toBe(404);
    expect(imds.request(`${META}/`).body).not.toContain('tags');
  });
});

describe('a value', () => {
  test('is laid over the default by field, in any case, and keeps the order and the case', () => {
    const imds = mockWith(
      {},
      {
        values: {
          'Instance-Identity-Document': { ACCOUNTID: 123456789012, region: 'eu-west-1', more: [1] },
        },
      },
    );
    const { body, headers } = imds.request(DOCUMENT);
    expect(headers['content-type']).toBe('application/json');
    expect(body).toMatchInlineSnapshot(`
      "{
      	"accountId": "123456789012",
      	"imageId": "ami-0b69ea66ff7391e80",
      	"availabilityZone": "us-east-1f",
      	"ramdiskId": null,
      	"kernelId": null,
      	"devpayProductCodes": null,
      	"marketplaceProductCodes": null,
      	"version": "2017-09-30",
      	"privateIp": "10.0.7.10",
      	"billingProducts": null,
      	"instanceId": "i-1234567890abcdef0",
      	"pendingTime": "2019-10-31T07:02:24Z",
      	"architecture": "x86_64",
      	"instanceType": "m4.xlarge",
      	"region": "eu-west-1",
      	"more": [1]
      }"
    `);
  });

  test('of lists stands on one line each', () => {
    const values = {
      'instance-identity-document': { billingProducts: ['x'], devpayProductCodes: ['a]', 'b"'] },
    };
    const { body } = mockWith({}, { values }).request(DOCUMENT);
    expect(body).toContain('\t"devpayProductCodes": ["a]","b\\""],\n');
    expect(body).toContain('\t"billingProducts": ["x"],\n');
    expect(JSON.parse(body)).toMatchObject(values['instance-identity-document']);
  });

  test.each<[Value, string, string]>([
    [3, '3', 'text/plain'],
    [true, 'true', 'text/plain'],
    ['', '', 'text/plain'],
    [['a', 1], 'a\n1', 'text/plain'],
    [{ a: [] }, '{\n\t"a": []\n}', 'application/json'],
  ])('%j of a text leaf is served as %j', (value, body, type) => {
    expect(
      mockWith({ values: { 'ami-launch-index': value } }).request(`${META}/ami-launch-index`),
    ).toMatchObject({
      status: 200,
      body,
      headers: { 'content-type': type },
    });
  });

  test.each(['!', 'YQ', 'YQ=', 'a===', '{"a":1}'])('%j is not user data', (userdata) => {
    const spec = {
      categories: bundledCategories,
      overrides: { userdata: { values: { userdata } } },
    };
    expect(() => createTestImds(spec)).toThrow(
      expect.objectContaining({
        code: 'AEMM_VALUE_INVALID',
        key: 'userdata.values.userdata',
        message: 'The value of userdata.values.userdata cannot be served: it is not base64 text.',
      }),
    );
  });

  test('of user data may be wrapped into lines', () => {
    const overrides = { userdata: { values: { userdata: 'aGVs\r\nbG8=\n' } } };
    const imds = createTestImds({ categories: bundledCategories, overrides });
    expect(imds.request('/latest/user-data').body).toBe('hello');
  });

  test.each(['', '.', '..', 'a/b', 'a\nb'])('%j is not a name of a tag', (name) => {
    expect(() => mockWith({ values: { 'tags-instance': { [name]: 'x' } } })).toThrow(
      `The value of metadata.values.tags-instance cannot be served: "${name.replace('\n', '\\n')}" is not one segment of a path.`,
    );
  });

  test('of a branch must be an object', () => {
    expect(() => mockWith({ values: { 'tags-instance': 'Name' } })).toThrow(
      'The value of metadata.values.tags-instance cannot be served: it must be an object, each field of which is a leaf.',
    );
  });
});

describe('code of a category that fails', () => {
  const broken = defineCategory({
    id: 'broken',
    contract: 1,
    description: 'for a test',
    leaves: [
      {
        key: 'broken',
        path: '/broken',
        value: () => {
          throw new Error('out of order');
        },
      },
      { key: 'circle', path: '/circle', value: ({ value }) => value('circle') },
    ],
  });
  const servedWith = (values: Record<string, Value>, more: AnyCategory[] = []): TestImds =>
    createTestImds({ categories: [broken, ...more], overrides: { metadata: { values } } });

  test.each<[Value, string]>([
    ['fixed', 'fixed'],
    [5, '5'],
    [false, 'false'],
    [['a', 'b'], 'a\nb'],
  ])('is replaced by %j, whose value it never makes', (value, body) => {
    const mock = servedWith({ broken: value, circle: value });
    expect(mock.request('/broken')).toMatchObject({ status: 200, body });
    expect(mock.request('/circle')).toMatchObject({ status: 200, body });
  });

  test('is replaced for the leaves and paths that follow it, too', () => {
    const follower = defineCategory({
      id: 'follower',
      contract: 1,
      description: 'for a test',
      leaves: [{ key: 'last', path: '/{broken}/last', value: ({ value }) => value('broken') }],
    });
    const mock = servedWith({ broken: 'fixed', circle: 'fixed' }, [follower]);
    expect(mock.request('/fixed/last').body).toBe('fixed');
    expect(mock.imds.snapshot.problems).toEqual([]);
  });

  test('is not replaced by fields, which are merged into what it makes', () => {
    const mock = servedWith({ broken: { a: 1 } });
    expect(mock.request('/broken').status).toBe(500);
  });
});

test('a value that replaces one that reads the time is prepared', () => {
  const clock = defineCategory({
    id: 'clock',
    contract: 1,
    description: 'for a test',
    leaves: [{ key: 'clock', path: '/clock', value: ({ time }) => String(time) }],
  });
  const contentWith = (values: Record<string, Value>): unknown => {
    const mock = createTestImds({ categories: [clock], overrides: { metadata: { values } } });
    return mock.imds.snapshot.routes.find(({ path }) => path === '/clock')?.content;
  };
  expect(contentWith({})).toBeUndefined();
  expect(contentWith({ clock: 'noon' })).toMatchObject({ kind: 'text' });
  expect(contentWith({ clock: 12 })).toMatchObject({ kind: 'text' });
});

describe('a path', () => {
  test('moves a leaf above and below others', () => {
    const imds = mockWith({
      paths: {
        'ami-id': `${META}/placement`,
        hostname: `${META}/mac/host`,
        'kernel-id': '/kernel',
      },
    });
    expect(imds.request(`${META}/placement`).body).toBe('ami-0a887e401f7654935');
    expect(imds.request(`${META}/placement/region`).body).toBe('us-east-1');
    expect(imds.request(`${META}/mac`).body).toBe('0e:49:61:0f:c3:11');
    expect(imds.request(`${META}/mac/host`).body).toBe('ip-172-16-34-43.ec2.internal');
    expect(imds.request('/').body).toBe('kernel\nlatest\n');
    const names = imds.request(META).body.trim().split('\n');
    expect(names.filter((name) => /^(mac|placement)/.test(name))).toEqual(['mac/', 'placement/']);
  });

  test('beats the default of another leaf, whichever comes first', () => {
    const first = mockWith({ paths: { 'ami-id': `${META}/mac` } });
    const last = mockWith({ paths: { 'security-groups': `${META}/ami-id` } });
    expect(first.request(`${META}/mac`).body).toBe('ami-0a887e401f7654935');
    expect(last.request(`${META}/ami-id`).body).toBe('ura-launch-wizard-harry-1');
    const problems = [...first.imds.snapshot.problems, ...last.imds.snapshot.problems];
    expect(problems.map(({ code, message }) => `${code} ${message}`)).toEqual([
      `AEMM_PATH_SHARED "mac" and "ami-id" are both at ${META}/mac: the latter is served there.`,
      `AEMM_PATH_SHARED "ami-id" and "security-groups" are both at ${META}/ami-id: the latter is served there.`,
    ]);
  });

  test.each<[string, Overrides]>([
    ['moved as well', { paths: { mac: `${META}/ami-id`, 'ami-id': `${META}/mac` } }],
    ['removed by its path', { paths: { mac: `${META}/ami-id`, 'ami-id': null } }],
    ['removed by its value', { paths: { mac: `${META}/ami-id` }, values: { 'ami-id': null } }],
  ])('may be that of a leaf which is %s, without a word', (_, metadata) => {
    const imds = mockWith(metadata);
    expect(imds.request(`${META}/ami-id`).body).toBe('0e:49:61:0f:c3:11');
    expect(imds.imds.snapshot.problems).toEqual([]);
  });

  test('of a tag beats the field of that name, and is reported', () => {
    const imds = mockWith({ paths: { mac: `${META}/tags/instance/Name` } });
    expect(imds.request(`${META}/tags/instance/Name`).body).toBe('0e:49:61:0f:c3:11');
    expect(imds.imds.snapshot.problems).toHaveLength(1);
  });

  test('that two leaves are moved to is reported', () => {
    const imds = mockWith({ paths: { mac: '/x', hostname: '/x/' } });
    expect(imds.request('/x').body).toBe('0e:49:61:0f:c3:11');
    expect(imds.imds.snapshot.problems.map(({ message }) => message)).toEqual([
      '"hostname" and "mac" are both at /x: the latter is served there.',
    ]);
  });

  test.each([
    ['of a branch takes its fields along', '/latest/t', '/latest/t/Name', 200],
    ['of a branch leaves nothing behind', '/latest/t', `${META}/tags/instance/Name`, 404],
    ['of a branch may be taken away', null, `${META}/tags/instance/Name`, 404],
  ])('%s', (_, path, asked, status) => {
    expect(mockWith({ paths: { 'tags-instance': path } }).request(asked).status).toBe(status);
  });

  test('of a field counts more than that of its branch', () => {
    const imds = mockWith({ paths: { 'tags-instance': '/latest/t', 'tags-instance-name': '/n' } });
    expect(imds.request('/n').status).toBe(200);
    expect(imds.request('/latest/t').body).toBe('Test');
  });

  test('may lack its slash, or have too many', () => {
    const imds = mockWith({ paths: { mac: 'latest//meta-data/my-mac/' } });
    expect(imds.request(`${META}/my-mac`).status).toBe(200);
  });

  const ELSEWHERE = 'give one below "/", other than /latest/api/token';
  test.each([
    ['', '', ELSEWHERE],
    ['/', '/', ELSEWHERE],
    ['..', '..', ELSEWHERE],
    ['/a/../..', '/a/../..', ELSEWHERE],
    ['/latest/api/token/', '/latest/api/token/', ELSEWHERE],
    ['/a\nb', '/a\\nb', 'it has control characters'],
    [`/${'a'.repeat(2048)}`, `/${'a'.repeat(79)}…`, 'it is longer than 2048 characters'],
    ['/a'.repeat(65), `${'/a'.repeat(40)}…`, 'it has more than 64 segments'],
  ])('%j cannot be served', (path, shown, reason) => {
    expect(() => mockWith({ paths: { mac: path } })).toThrow(
      expect.objectContaining({
        code: 'AEMM_PATH_INVALID',
        key: 'metadata.paths.mac',
        message: `The path "${shown}" of metadata.paths.mac cannot be served: ${reason}.`,
      }),
    );
  });

  test.each([`/${'a'.repeat(2047)}`, '/a'.repeat(64)])('%j is served', (path) => {
    expect(mockWith({ paths: { mac: path } }).request(path).body).toBe('0e:49:61:0f:c3:11');
  });

  test('of a leaf that is not served is reported, unless it repeats the default', () => {
    const problemsOf = (path: string) =>
      createTestImds({
        categories: bundledCategories,
        instance: { publicIp: null },
        overrides: { metadata: { paths: { 'public-ipv4': path } } },
      }).imds.snapshot.problems.map(({ message }) => message);
    expect(problemsOf('/moved')).toEqual([
      'metadata.paths.public-ipv4 has no effect: nothing of that leaf is served.',
    ]);
    expect(problemsOf(`${META}/public-ipv4`)).toEqual([]);
  });
});

describe('a key that no category has', () => {
  test('makes a leaf of its path and value', () => {
    const imds = mockWith({ paths: { Rack: `${META}/rack` }, values: { rack: { row: 4 } } });
    expect(imds.request(`${META}/rack`)).toMatchObject({
      body: '{\n\t"row": 4\n}',
      headers: { 'content-type': 'application/json' },
    });
    expect(imds.imds.snapshot.routes.find(({ path }) => path === `${META}/rack`)).toEqual({
      content: { kind: 'json', value: { row: 4 } },
      path: `${META}/rack`,
      key: 'Rack',
      category: undefined,
      firesAt: undefined,
    });
  });

  test('needs both', () => {
    const imds = mockWith({
      paths: { a: '/a', c: '/c', d: null },
      values: { b: 'b', c: null, d: 'd' },
    });
    for (const path of ['/a', '/b', '/c', '/d']) expect(imds.request(path).status).toBe(404);
  });
});
