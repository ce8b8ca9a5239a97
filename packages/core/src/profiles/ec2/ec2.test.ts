import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import rows from '../../../test/imds-rows.json' with { type: 'json' };
import type { Call, Circumstances, ImdsSpec, InstanceDescription, Outcome } from '../../index.ts';
import {
  aemmProfile,
  bundledCategories,
  createEc2Profile,
  createImds,
  defineCategory,
} from '../../index.ts';
import { createManualClock, createSeededRandom, weakMac } from '../../testing.ts';

const TOKEN = 'x-aws-ec2-metadata-token';
const TTL = 'x-aws-ec2-metadata-token-ttl-seconds';
const META = '/latest/meta-data';

const signer = { signature: () => 'sig', pkcs7: () => 'p7', rsa2048: () => 'r2' };

function open(spec: Partial<ImdsSpec> = {}, seed?: number) {
  const clock = createManualClock('2026-01-01T00:00:00Z');
  const imds = createImds({
    spec: {
      categories: bundledCategories,
      profile: createEc2Profile(),
      ...(seed !== undefined && { instance: { seed } }),
      ...spec,
    },
    clock,
    signer,
    mac: weakMac,
    random: createSeededRandom(),
  });
  const ask = (
    method: string,
    path: string,
    headers: Record<string, string> = {},
    client = '127.0.0.1',
  ) => imds.handle({ method, path, headers, client });
  const get = (path: string, headers = {}) => ask('GET', path, headers).answer;
  const token = (ttl = 21_600) =>
    String(ask('PUT', '/latest/api/token', { [TTL]: String(ttl) }).answer.body);
  return { imds, clock, ask, get, token };
}

/** Status and headers as they stand on the wire. */
function head({ status, reason, headers }: ReturnType<ReturnType<typeof open>['get']>): string[] {
  const lines = [`${status}${reason === undefined ? '' : ` ${reason}`}`];
  for (let index = 0; index < headers.length; index += 2) {
    lines.push(`${headers[index]}: ${headers[index + 1]}`);
  }
  return lines;
}

describe('the headers of a Nitro instance, in its order', () => {
  test('of a value, without and with a token', () => {
    const { get, token, clock } = open();
    const plain = [
      'Content-Type: text/plain',
      'Accept-Ranges: none',
      'Last-Modified: Wed, 31 Dec 2025 23:59:00 GMT',
      'Content-Length: 9',
      'Date: Thu, 01 Jan 2026 00:00:00 GMT',
      'Server: EC2ws',
      'Connection: close',
    ];
    expect(head(get(`${META}/placement/region`))).toEqual(['200', ...plain]);
    const headers = { [TOKEN]: token(60) };
    clock.advance(17.5);
    expect(head(get(`${META}/placement/region`, headers)).slice(0, 3)).toEqual([
      '200',
      'X-Aws-Ec2-Metadata-Token-Ttl-Seconds: 42',
      'Content-Type: text/plain',
    ]);
    expect(head(get('/latest/nothing', headers))).toEqual([
      '404',
      'X-Aws-Ec2-Metadata-Token-Ttl-Seconds: 42',
      'Content-Type: text/html',
      'Content-Length: 339',
      'Date: Thu, 01 Jan 2026 00:00:17 GMT',
      'Server: EC2ws',
      'Connection: close',
    ]);
  });

  test('of a token', () => {
    const { ask } = open();
    expect(head(ask('PUT', '/latest/api/token', { [TTL]: '21600' }).answer)).toEqual([
      '200',
      'X-Aws-Ec2-Metadata-Token-Ttl-Seconds: 21600',
      'Content-Length: 56',
      'Date: Thu, 01 Jan 2026 00:00:00 GMT',
      'Server: EC2ws',
      'Connection: close',
      'Content-Type: text/plain',
    ]);
  });

  test.each([
    ['GET', '/', { [TOKEN]: 'bad' }, '401'],
    ['PUT', '/latest/api/token', {}, '400'],
    ['PUT', '/latest/api/token', { [TTL]: '21601' }, '400'],
    ['PUT', '/latest/api/token', { [TTL]: '60', 'x-forwarded-for': '' }, '403'],
    ['PUT', '/latest/api/token/', { [TTL]: '60' }, '403'],
    ['PUT', '/2021-03-23/api/token', { [TTL]: '60' }, '403'],
    ['PUT', `${META}/mac`, {}, '403'],
  ])('of a refusal without a body: %s %s %j', (method, path, headers, status) => {
    const { answer } = open().ask(method, path, headers as Record<string, string>);
    expect(head(answer)).toEqual([
      status,
      'Content-Length: 0',
      'Date: Thu, 01 Jan 2026 00:00:00 GMT',
      'Server: EC2ws',
      'Connection: close',
      'Content-Type: text/plain',
    ]);
    expect(answer.body).toBe('');
  });

  test('of a method that is not allowed', () => {
    expect(head(open().get('/latest/api/token')).slice(0, 3)).toEqual([
      '405 Not Allowed',
      'Allow: OPTIONS, PUT',
      'Content-Length: 0',
    ]);
  });

  test('of a disabled endpoint', () => {
    const { ask } = open({ metadataOptions: { httpEndpoint: 'disabled' } });
    for (const [method, path] of [
      ['GET', '/'],
      ['PUT', '/latest/api/token'],
    ] as const) {
      const { answer } = ask(method, path, { [TTL]: '60' });
      expect(answer.status).toBe(403);
      expect(answer.body).toContain('403 - Forbidden');
    }
  });

  test('where a connection may stay open that asks for it', () => {
    const { get } = open({ profile: createEc2Profile({ keepAlive: true }) });
    const connection = (value: string) =>
      head(get('/', { connection: value })).filter((line) => line.startsWith('Connection'));
    expect(connection('keep-alive')).toEqual([]);
    expect(connection('close')).toEqual(['Connection: close']);
  });

  test('which do not depend on the answers before', () => {
    // The service takes its new looks within a second.
    const startedAt = Date.parse('2026-01-01T00:00:00.500Z');
    const look = 54 * 60_000;
    const create = () => createEc2Profile({ keepAlive: true });
    const profile = create();
    const outcome: Outcome = { kind: 'leaf', path: '/', content: { kind: 'text', text: 'x' } };
    const answer = profile.render(outcome);
    const time = fc
      .oneof(fc.nat({ max: 3000 }), fc.integer({ min: look - 500, max: look + 499 }))
      .map((ms) => startedAt + ms);
    const circumstances = fc
      .record({
        now: time,
        connection: fc.constantFrom('keep-alive', 'close'),
        expiry: fc.oneof(fc.constant({}), fc.record({ tokenExpiresAt: time })),
      })
      .map(({ now, connection, expiry }): Circumstances => {
        const request = { method: 'GET', path: '/', headers: { connection }, client: '' };
        const call: Call = { request, path: '/', now, imds: 'v2', token: 'valid', ...expiry };
        return { outcome, now, startedAt, call };
      });
    fc.assert(
      fc.property(fc.array(circumstances, { maxLength: 30 }), (sequence) => {
        for (const each of sequence) {
          expect(profile.stamp?.(answer, each)).toEqual(create().stamp?.(answer, each));
        }
      }),
    );
  });
});

describe('versions', () => {
  test('are listed oldest first, without a final newline', () => {
    const names = String(open().get('/').body).split('\n');
    expect(names).toHaveLength(30);
    expect(names.slice(0, 2)).toEqual(['1.0', '2007-01-19']);
    expect(names.at(-1)).toBe('latest');
  });

  test.each([
    ['2009-04-04', 'meta-data/instance-id', 200],
    ['2009-04-04', 'meta-data/tags', 404],
    ['2009-04-04', 'meta-data/network', 404],
    ['2016-09-02', 'meta-data/placement/region', 404],
    ['2018-09-24', 'meta-data/instance-life-cycle', 404],
    ['2018-09-24', 'meta-data/identity-credentials/ec2/info', 200],
    ['2020-10-27', 'meta-data/placement/region', 200],
    ['2021-03-23', 'dynamic/instance-identity/document', 200],
    ['2099-01-01', 'meta-data/instance-id', 404],
    ['metadata', 'instance', 404],
    ['computeMetadata', 'v1/', 404],
  ])('%s has what is not younger: %s is %d', (build, path, status) => {
    expect(open().get(`/${build}/${path}`).status).toBe(status);
  });

  test('have bare names at their top, and user data only where there is some', () => {
    expect(open().get('/latest').body).toBe('dynamic\nmeta-data');
    const { get } = open({ instance: { userData: '#!/bin/sh' } });
    expect(get('/2009-04-04/').body).toBe('dynamic\nmeta-data\nuser-data');
  });
});

describe('values', () => {
  test('are text or octets, never JSON', () => {
    const { get } = open({ instance: { userData: 'x' } });
    const type = (path: string) => head(get(path)).find((line) => line.startsWith('Content-Type'));
    expect(type(`${META}/iam/info`)).toBe('Content-Type: text/plain');
    expect(type('/latest/dynamic/instance-identity/document')).toBe('Content-Type: text/plain');
    expect(type('/latest/user-data')).toBe('Content-Type: application/octet-stream');
  });

  test('of key pairs are listed by index and name, and end in a line feed', () => {
    const { get } = open({
      instance: {
        keyPairs: [
          { name: 'a', publicKey: 'ssh-ed25519 AAAA a' },
          { name: 'b', publicKey: 'ssh-ed25519 BBBB b' },
        ],
      },
    });
    expect(get(`${META}/public-keys/`).body).toBe('0=a\n1=b');
    expect(get(`${META}/public-keys/1/`).body).toBe('openssh-key');
    expect(get(`${META}/public-keys/1/openssh-key`).body).toBe('ssh-ed25519 BBBB b\n');
  });

  test('of no key pairs are not there, which is not a problem', () => {
    const { get, imds } = open({ instance: { keyPairs: [] } });
    expect(get(`${META}/public-keys/`).status).toBe(404);
    expect(imds.snapshot.problems).toEqual([]);
  });

  test.each([
    ['ec2', createEc2Profile()],
    ['aemm', aemmProfile],
  ])('of credentials that are handed on, under %s', (_, profile) => {
    let accessKeyId = 'AKIAONE';
    const own = { secretAccessKey: 'secret', expiresAt: Date.UTC(2030, 0) };
    const roleCredentials = () => ({ accessKeyId, ...own });
    const { get } = open({ profile, instance: { role: 'app' }, roleCredentials });
    const read = () => JSON.parse(String(get(`${META}/iam/security-credentials/app`).body));

    expect(read()).toEqual({
      Code: 'Success',
      LastUpdated: expect.any(String),
      Type: 'AWS-HMAC',
      AccessKeyId: 'AKIAONE',
      SecretAccessKey: 'secret',
      Token: '',
      Expiration: '2030-01-01T00:00:00Z',
    });
    accessKeyId = 'AKIATWO';
    expect(read().AccessKeyId).toBe('AKIATWO');
  });

  test('of handed on credentials are not those of the instance itself, and no route holds them', () => {
    const roleCredentials = () => ({ accessKeyId: 'AKIAONE', secretAccessKey: 'secret' });
    const { get, imds } = open({ roleCredentials });
    const ofInstance = get(`${META}/identity-credentials/ec2/security-credentials/ec2-instance`);

    expect(String(ofInstance.body)).not.toContain('AKIAONE');
    expect(JSON.stringify(imds.snapshot)).not.toContain('AKIAONE');
  });

  test('of a role that EC2 cannot assume are three fields', () => {
    const { get } = open({ instance: { role: 'app' }, iamError: 'AssumeRoleUnauthorizedAccess' });

    expect(String(get(`${META}/iam/security-credentials/app`).body)).toMatch(
      /^\{\n {2}"Code" : "AssumeRoleUnauthorizedAccess",\n {2}"Message" : "EC2 cannot assume the role app\. {2}Please see documentation at https:[^"]+\.",\n {2}"LastUpdated" : "[^"]+"\n\}$/,
    );
  });

  test('of a key pair known by its name are drawn, the same for the same seed', () => {
    const key = (seed: number) =>
      String(
        open({ instance: { seed, keyPairs: [{ name: 'web' }] } }).get(
          `${META}/public-keys/0/openssh-key`,
        ).body,
      );
    expect(key(1)).toMatch(/^ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI[\w+/]{43} web\n$/);
    expect(key(1)).toBe(key(1));
    expect(key(1)).not.toBe(key(2));
  });

  test('of credentials are new each hour, differ by version, and last more than 20 minutes', () => {
    const { get, token, clock } = open({ instance: { role: 'app' } });
    const read = (headers = {}) =>
      JSON.parse(String(get(`${META}/iam/security-credentials/app`, headers).body));
    for (let minute = 0; minute < 600; minute += 7) {
      const v1 = read();
      const v2 = read({ [TOKEN]: token(60) });
      expect(v1.AccessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/);
      expect(v1.AccessKeyId).not.toBe(v2.AccessKeyId);
      expect(read()).toEqual(v1);
      expect(Date.parse(v1.Expiration) - clock.now()).toBeGreaterThan(20 * 60_000);
      expect(Date.parse(v1.LastUpdated)).toBeLessThanOrEqual(clock.now());
      clock.advance(7 * 60);
    }
  });

  test('of two interfaces stand below each, the primary one on top too', () => {
    const { get } = open({
      instance: {
        interfaces: [
          { deviceNumber: 1, mac: '0a:00:00:00:00:01', privateIps: ['10.0.2.9', '10.0.2.10'] },
          { deviceNumber: 0, mac: '0a:00:00:00:00:02', privateIps: ['10.0.1.5'], ipv6: [] },
        ],
      },
    });
    const macs = `${META}/network/interfaces/macs`;
    expect(get(`${macs}/`).body).toBe('0a:00:00:00:00:01/\n0a:00:00:00:00:02/');
    expect(get(`${macs}/0a:00:00:00:00:01/local-ipv4s`).body).toBe('10.0.2.9\n10.0.2.10');
    expect(get(`${macs}/0a:00:00:00:00:01/device-number`).body).toBe('1');
    expect(get(`${META}/local-ipv4`).body).toBe('10.0.1.5');
    expect(get(`${META}/mac`).body).toBe('0a:00:00:00:00:02');
  });

  test('of an instance with IPv6 alone', () => {
    const { get } = open({
      instance: { id: 'i-0123456789abcdef0', privateIp: null, ipv6: '2001:db8:1:1::5' },
    });
    expect(get(`${META}/local-ipv4`).status).toBe(404);
    expect(get(`${META}/public-ipv4`).status).toBe(404);
    expect(get(`${META}/ipv6`).body).toBe('2001:db8:1:1::5');
    expect(get(`${META}/local-hostname`).body).toBe('i-0123456789abcdef0.ec2.internal');
    expect(String(get(`${META}/`).body).split('\n')).not.toContain('local-ipv4');
  });
});

describe('a description that EC2 would refuse', () => {
  test.each<[InstanceDescription, string]>([
    [{ tags: { 'a b': '' } }, 'instance.tags.a b'],
    [{ userData: 'x'.repeat(16_385) }, 'instance.userData'],
    [{ region: 'us-east-1', availabilityZone: 'eu-central-1b' }, 'instance.availabilityZone'],
    [
      { interfaces: [{ subnetCidr: '10.0.1.0/24', privateIps: ['10.0.2.5'] }] },
      'instance.interfaces.0.privateIps',
    ],
    [
      { interfaces: [{ deviceNumber: 0 }, { deviceNumber: 0 }] },
      'instance.interfaces.1.deviceNumber',
    ],
    [
      { interfaces: [{ mac: '0a:00:00:00:00:01' }, { mac: '0A:00:00:00:00:01' }] },
      'instance.interfaces.1.mac',
    ],
    [{ mac: '0a:00:00:00:00:01', interfaces: [{ mac: '0a:00:00:00:00:02' }] }, 'instance.mac'],
    [{ privateIp: '10.0.2.5', interfaces: [{ subnetCidr: '10.0.1.0/24' }] }, 'instance.privateIp'],
    [
      {
        privateIp: '10.0.2.5',
        interfaces: [{ deviceNumber: 1 }, { deviceNumber: 0, subnetCidr: '10.0.1.0/24' }],
      },
      'instance.privateIp',
    ],
  ])('is refused with the field it is about: %j', (instance, key) => {
    expect(() => open({ instance })).toThrow(
      expect.objectContaining({ code: 'AEMM_INSTANCE_INVALID', key }),
    );
  });
});

test('the primary address is checked against the subnet of the primary interface alone', () => {
  const interfaces = [
    { deviceNumber: 1, subnetCidr: '172.16.0.0/24' },
    { deviceNumber: 0, subnetCidr: '10.0.1.0/24' },
  ];
  const { get } = open({ instance: { privateIp: '10.0.1.5', interfaces } });
  expect(get(`${META}/local-ipv4`).body).toBe('10.0.1.5');
});

describe('notices', () => {
  const alarm = defineCategory({
    id: 'alarm',
    contract: 1,
    description: 'for a test',
    notices: [
      { key: 'alarm', path: 'meta-data/alarm/now', trigger: 'mock', value: () => 'fire' },
      { key: 'list', path: 'meta-data/list', trigger: 'mock', before: 'none', value: () => 'one' },
    ],
  });
  const categories = [...bundledCategories, alarm];
  const names = (body: unknown) => String(body).split('\n');

  test('do not fire unless something is configured for them', () => {
    const { get, clock } = open({ categories });
    clock.advance(1e6);
    expect(get(`${META}/alarm`).status).toBe(404);
    expect(get(`${META}/alarm/now`).status).toBe(404);
    expect(names(get(`${META}/`).body)).not.toContain('alarm/');
    expect(get(`${META}/list`).body).toBe('none');
  });

  test.each<Partial<ImdsSpec>>([
    { timing: { delaySec: 60 } },
    { timing: { triggerTime: '2026-01-01T00:01:00Z' } },
  ])('are listed from when they fire: %j', (spec) => {
    const { get, clock } = open({ categories, ...spec });
    clock.advance(59.999);
    expect(names(get(`${META}/`).body)).not.toContain('alarm/');
    expect(get(`${META}/alarm/`).status).toBe(404);
    clock.advance(0.001);
    expect(names(get(`${META}/`).body)).toContain('alarm/');
    expect(get(`${META}/alarm/`).body).toBe('now');
    expect(get(`${META}/alarm/now`).body).toBe('fire');
    expect(get(`${META}/list`).body).toBe('one');
  });

  test('of a command that serves them fire at once, and those of others wait', () => {
    expect(open({ categories, notices: ['alarm'] }).get(`${META}/alarm/now`).status).toBe(200);
    const { get } = open({ categories, notices: [], timing: { delaySec: 0 } });
    expect(get(`${META}/alarm/now`).status).toBe(404);
    expect(get(`${META}/list`).body).toBe('none');
  });
});

describe('the hop limit', () => {
  const spec: Partial<ImdsSpec> = {
    metadataOptions: { httpPutResponseHopLimit: 1 },
    hops: { '10.0.0.0/8': 2, '10.9.0.0/16': 1, 'fd00::/8': 3 },
  };

  test.each([
    ['127.0.0.1', 'token'],
    ['10.1.2.3', 'unanswered'],
    ['::ffff:10.1.2.3', 'unanswered'],
    ['10.9.2.3', 'token'],
    ['fd00::1', 'unanswered'],
  ])('lets a PUT from %s end as %s, and GETs be answered', (client, kind) => {
    const { ask } = open(spec);
    expect(ask('PUT', '/latest/api/token', { [TTL]: '60' }, client).outcome.kind).toBe(kind);
    expect(ask('GET', '/latest', {}, client).answer.status).toBe(200);
  });

  test('is of networks', () => {
    expect(() => open({ ...spec, hops: { 'ten.example': 2 } })).toThrow(
      expect.objectContaining({ code: 'AEMM_SETTING_INVALID', key: 'hops' }),
    );
  });
});

/** Every path that a listing leads to, from the root of a version. */
function crawl(get: ReturnType<typeof open>['get'], root: string): Map<string, number> {
  const seen = new Map<string, number>();
  const visit = (path: string): void => {
    const { status, body } = get(path);
    seen.set(path, status);
    for (const line of String(body).split('\n')) {
      const name = line.replace(/^(\d+)=.*$/, '$1/');
      const isTop = path === root;
      if (name.endsWith('/') || isTop) visit(`${path}/${name.replace(/\/$/, '')}`);
      else seen.set(`${path}/${name}`, get(`${path}/${name}`).status);
    }
  };
  visit(root);
  return seen;
}

const descriptions = fc
  .record<InstanceDescription>(
    {
      seed: fc.nat(),
      type: fc.constantFrom('m5.large', 'm7g.large'),
      availabilityZone: fc.constantFrom('eu-central-1b', 'us-east-1a', 'us-gov-west-1a', null),
      privateIp: fc.constantFrom('10.0.0.5', null),
      publicIp: fc.constantFrom('203.0.113.9', null),
      ipv6: fc.constantFrom('2001:db8::1', null),
      role: fc.constantFrom('app', null),
      tags: fc.constantFrom({}, { Name: 'web', 'aws:x': '' }, null),
      lifeCycle: fc.constantFrom('spot', null),
      keyPairs: fc.constantFrom([], [{ name: 'k', publicKey: 'ssh-ed25519 A k' }]),
    },
    { requiredKeys: [] },
  )
  .filter(({ privateIp, publicIp }) => privateIp !== null || !publicIp);

test('in every version, every entry of every listing answers', () => {
  fc.assert(
    fc.property(descriptions, fc.nat(29), (instance, index) => {
      const { get } = open({ instance });
      const build = String(get('/').body).split('\n')[index] ?? 'latest';
      const wrong = [...crawl(get, `/${build}`)].filter(
        ([path, status]) => status !== 200 && !path.endsWith('user-data'),
      );
      expect(wrong).toEqual([]);
    }),
    { numRuns: 40 },
  );
});

test('every leaf is listed', () => {
  fc.assert(
    fc.property(descriptions, (instance) => {
      const { get, imds } = open({ instance });
      const listed = crawl(get, '/latest');
      expect(imds.snapshot.routes.filter(({ path }) => !listed.has(path))).toEqual([]);
    }),
    { numRuns: 40 },
  );
});

test('the same seed makes the same bytes, another one another instance', () => {
  const bytes = (seed: number) => {
    const { get } = open({}, seed);
    return [...crawl(get, '/latest').keys()].map((path) => `${path} ${get(path).body}`).join('\n');
  };
  fc.assert(
    fc.property(fc.nat(), (seed) => void expect(bytes(seed)).toBe(bytes(seed))),
    {
      numRuns: 10,
    },
  );
  expect(bytes(1)).not.toBe(bytes(2));
});

describe('the table of what EC2 has', () => {
  const { get } = open();
  const always = rows.filter(({ always, path }) => always && !/[{]|api\/token/.test(path));

  test.each(always.map(({ path }) => path))('%s is there, on any instance', (path) => {
    // Maintenance events come with their category, which is a plugin.
    if (path.includes('/events/')) return;
    expect(get(path).status).toBe(200);
  });
});
