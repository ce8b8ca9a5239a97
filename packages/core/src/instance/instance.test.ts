import { describe, expect, test } from 'vitest';
import type { InstanceDescription } from '../index.ts';
import { bundledCategories, InstanceSchema, parseSetting } from '../index.ts';
import { createTestImds } from '../testing.ts';
import { readDescription } from './read-description.ts';

const META = '/latest/meta-data';
const NIC = 'network/interfaces/macs/0e:49:61:0f:c3:11';

function mock(instance: InstanceDescription) {
  return createTestImds({ categories: bundledCategories, instance });
}

function document(instance: InstanceDescription): Record<string, unknown> {
  return JSON.parse(mock(instance).request('/latest/dynamic/instance-identity/document').body);
}

describe('the description of an instance', () => {
  const instance: InstanceDescription = {
    id: 'i-0a',
    type: 't4g.small',
    imageId: 'ami-0a',
    architecture: 'arm64',
    lifeCycle: 'spot',
    accountId: '123456789012',
    reservationId: 'r-0a',
    availabilityZone: 'eu-west-1b',
    availabilityZoneId: 'euw1-az1',
    privateIp: '10.1.2.3',
    publicIp: '198.51.100.7',
    mac: '0a:00:00:00:00:01',
    interfaceId: 'eni-0a',
    subnetId: 'subnet-0a',
    vpcId: 'vpc-0a',
    securityGroups: ['web', 'db'],
    securityGroupIds: ['sg-0a', 'sg-0b'],
    role: 'reader',
    tags: { Name: 'one', 'aws:team': 'ü' },
    userData: '#!/bin/sh\necho ü\n',
  };
  const imds = mock(instance);
  const nic = `${META}/network/interfaces/macs/0a:00:00:00:00:01`;

  test.each([
    ['instance-id', 'i-0a'],
    ['instance-type', 't4g.small'],
    ['ami-id', 'ami-0a'],
    ['instance-life-cycle', 'spot'],
    ['reservation-id', 'r-0a'],
    ['placement/region', 'eu-west-1'],
    ['placement/availability-zone', 'eu-west-1b'],
    ['placement/availability-zone-id', 'euw1-az1'],
    ['local-ipv4', '10.1.2.3'],
    ['hostname', 'ip-10-1-2-3.eu-west-1.compute.internal'],
    ['local-hostname', 'ip-10-1-2-3.eu-west-1.compute.internal'],
    ['public-ipv4', '198.51.100.7'],
    ['public-hostname', 'ec2-198-51-100-7.eu-west-1.compute.amazonaws.com'],
    ['mac', '0a:00:00:00:00:01'],
    ['security-groups', 'web\ndb'],
    ['iam/security-credentials', 'reader'],
    ['tags/instance', 'Name\naws:team'],
    ['tags/instance/aws:team', 'ü'],
  ])('moves %s', (path, body) => {
    expect(imds.request(`${META}/${path}`)).toMatchObject({ status: 200, body });
  });

  test.each([
    ['mac', '0a:00:00:00:00:01'],
    ['interface-id', 'eni-0a'],
    ['subnet-id', 'subnet-0a'],
    ['vpc-id', 'vpc-0a'],
    ['owner-id', '123456789012'],
    ['security-group-ids', 'sg-0a\nsg-0b'],
    ['local-ipv4s', '10.1.2.3'],
    ['public-ipv4s', '198.51.100.7'],
    ['ipv4-associations', '198.51.100.7'],
  ])('moves %s of its interface', (path, body) => {
    expect(imds.request(`${nic}/${path}`)).toMatchObject({ status: 200, body });
  });

  test('moves the role, the identity document and user data', () => {
    expect(imds.request(`${META}/iam/security-credentials/reader`).status).toBe(200);
    expect(JSON.parse(imds.request(`${META}/iam/info`).body)).toMatchObject({
      InstanceProfileArn: 'arn:aws:iam::123456789012:instance-profile/reader',
    });
    expect(document(instance)).toMatchObject({
      accountId: '123456789012',
      architecture: 'arm64',
      availabilityZone: 'eu-west-1b',
      imageId: 'ami-0a',
      instanceId: 'i-0a',
      instanceType: 't4g.small',
      privateIp: '10.1.2.3',
      region: 'eu-west-1',
    });
    expect(imds.request('/latest/user-data').body).toBe('#!/bin/sh\necho ü\n');
  });

  test('keeps the path of its instance profile in its ARN', () => {
    const info = mock({ accountId: '123456789012', instanceProfile: 'division/app' }).request(
      `${META}/iam/info`,
    );
    expect(JSON.parse(info.body)).toMatchObject({
      InstanceProfileArn: 'arn:aws:iam::123456789012:instance-profile/division/app',
    });
  });

  test('gives way to flat overrides, those included that say what AEMM has by default', () => {
    const flat = createTestImds({
      categories: bundledCategories,
      instance,
      overrides: { metadata: { values: { 'instance-type': 'm4.xlarge', 'AMI-id': 'ami-0b' } } },
    });
    expect(flat.request(`${META}/instance-type`).body).toBe('m4.xlarge');
    expect(flat.request(`${META}/ami-id`).body).toBe('ami-0b');
    expect(flat.request(`${META}/instance-id`).body).toBe('i-0a');
  });

  test('that has no tags hides them', () => {
    expect(mock({ tags: {} }).request(`${META}/tags`).status).toBe(404);
  });

  test('may carry megabytes of user data', () => {
    const userData = 'ü'.repeat(1_000_000);
    expect(mock({ userData }).request('/latest/user-data').body).toBe(userData);
  });
});

test.each([
  [{ region: 'eu-west-1' }, 'eu-west-1', 'eu-west-1a'],
  [{ availabilityZone: 'us-gov-west-1c' }, 'us-gov-west-1', 'us-gov-west-1c'],
  [{ availabilityZone: 'us-west-2-lax-1a' }, 'us-west-2', 'us-west-2-lax-1a'],
  [{ availabilityZone: 'us-east-1-wl1-bos-wlz-1' }, 'us-east-1', 'us-east-1-wl1-bos-wlz-1'],
  [{ availabilityZone: 'here' }, 'us-east-1', 'here'],
  [{}, 'us-east-1', 'us-east-1f'],
])('%j is in region %s, zone %s', (instance, region, availabilityZone) => {
  expect(document(instance)).toMatchObject({ region, availabilityZone });
});

test.each([
  [{ type: 't4g.small' }, 'arm64'],
  [{ type: 'im4gn.large' }, 'arm64'],
  [{ type: 'g5g.xlarge' }, 'arm64'],
  [{ type: 'a1.medium' }, 'arm64'],
  [{ type: 'mac2.metal' }, 'arm64'],
  [{ type: 'mac2-m1ultra.metal' }, 'arm64'],
  [{ type: 'mac-m4pro.metal' }, 'arm64'],
  [{ type: 'p6e-gb200.36xlarge' }, 'arm64'],
  [{ type: 'mac1.metal' }, 'x86_64'],
  [{ type: 'p6-b200.48xlarge' }, 'x86_64'],
  [{ type: `a1${'g'.repeat(1e5)}_` }, 'arm64'],
  [{ type: 't4g.small', architecture: 'x86_64' }, 'x86_64'],
  [{ type: 'g4dn.xlarge' }, 'x86_64'],
  [{ type: 'm7i-flex.large' }, 'x86_64'],
  [{ type: 'gr6.4xlarge' }, 'x86_64'],
  [{}, 'x86_64'],
])('%j runs %s', (instance, architecture) => {
  expect(document(instance)).toMatchObject({ architecture });
});

test.each([
  [{ privateIp: '10.0.0.1' }, 'ip-10-0-0-1.ec2.internal'],
  [{ privateIp: '10.0.0.1', region: 'ap-south-1' }, 'ip-10-0-0-1.ap-south-1.compute.internal'],
  [{ availabilityZone: 'cn-north-1b' }, 'ip-172-16-34-43.cn-north-1.compute.internal'],
  [{ region: 'us-east-1' }, 'ip-172-16-34-43.ec2.internal'],
  [{ privateIp: '10.0.0.1', hostname: 'mine' }, 'mine'],
])('%j is called %s within its network', (instance, name) => {
  const imds = mock(instance);
  for (const path of ['hostname', 'local-hostname', `${NIC}/local-hostname`]) {
    expect(imds.request(`${META}/${path}`).body).toBe(name);
  }
});

test.each([
  [{ publicIp: '203.0.113.9' }, 'ec2-203-0-113-9.compute-1.amazonaws.com'],
  [{ region: 'eu-west-1' }, 'ec2-192-0-2-54.eu-west-1.compute.amazonaws.com'],
  [{ region: 'cn-north-1', publicHostname: 'mine' }, 'mine'],
])('%j is called %s outside', (instance, name) => {
  const imds = mock(instance);
  for (const path of ['public-hostname', `${NIC}/public-hostname`]) {
    expect(imds.request(`${META}/${path}`).body).toBe(name);
  }
});

test.each([
  [{ privateIp: '10.1.2.3', publicIp: '203.0.113.9' }, '203.0.113.9', '10.1.2.3'],
  [{ privateIp: '10.1.2.3' }, '192.0.2.54', '10.1.2.3'],
  [{ publicIp: '203.0.113.9' }, '203.0.113.9', '172.16.34.43'],
  [{ id: 'i-0a' }, '192.0.2.54', '192.0.2.54'],
])('of %j %s is associated with %s', (instance, publicIp, associated) => {
  const path = `${META}/${NIC}/ipv4-associations/${publicIp}`;
  expect(mock(instance).request(path)).toMatchObject({ status: 200, body: associated });
});

test.each([
  ['eu-west-1', 'aws', 'amazonaws.com'],
  ['cn-north-1', 'aws-cn', 'amazonaws.com.cn'],
  ['us-gov-west-1', 'aws-us-gov', 'amazonaws.com'],
  ['us-iso-east-1', 'aws-iso', 'c2s.ic.gov'],
  ['us-isob-east-1', 'aws-iso-b', 'sc2s.sgov.gov'],
  ['eu-isoe-west-1', 'aws-iso-e', 'cloud.adc-e.uk'],
  ['us-isof-south-1', 'aws-iso-f', 'csp.hci.ic.gov'],
  ['eusc-de-east-1', 'aws-eusc', 'amazonaws.eu'],
])('%s is in partition %s', (region, partition, domain) => {
  const imds = mock({ region, publicIp: '203.0.113.9' });
  const read = (path: string) => imds.request(`${META}/${path}`).body;
  const name = `ec2-203-0-113-9.${region}.compute.${domain}`;

  expect(read('services/partition')).toBe(partition);
  expect(read('services/domain')).toBe(domain);
  expect(read('public-hostname')).toBe(name);
  expect(read(`${NIC}/public-hostname`)).toBe(name);
  expect(JSON.parse(read('iam/info')).InstanceProfileArn).toBe(
    `arn:${partition}:iam::896453262835:instance-profile/baskinc-role`,
  );
});

describe('the id of a zone that was described without one', () => {
  const read = (instance: InstanceDescription) => {
    const { status, body } = mock(instance).request(`${META}/placement/availability-zone-id`);
    return status === 200 ? body : status;
  };

  test.each([
    [{ availabilityZone: 'us-east-1b' }, 'use1-az2'],
    [{ region: 'us-west-2' }, 'usw2-az1'],
    [{ region: 'ap-northeast-3', availabilityZone: 'ap-northeast-3b' }, 'apne3-az2'],
    [{ availabilityZone: 'ap-southeast-2c' }, 'apse2-az3'],
    [{ availabilityZone: 'af-south-1b' }, 'afs1-az2'],
    [{ availabilityZone: 'il-central-1a' }, 'ilc1-az1'],
    [{ region: 'cn-north-1' }, 'cnn1-az1'],
    [{ availabilityZone: 'cn-northwest-1c' }, 'cnnw1-az3'],
    [{ availabilityZone: 'us-gov-east-1b' }, 'usge1-az2'],
    [{ region: 'us-iso-west-1' }, 'usiw1-az1'],
    [{ region: 'us-isob-east-1' }, 'usibe1-az1'],
  ])('is made of region and letter: %j in %s', (instance, id) => {
    expect(read(instance)).toBe(id);
  });

  test.each([
    { availabilityZone: 'us-west-2-lax-1a' },
    { availabilityZone: 'us-east-1-wl1-bos-wlz-1' },
    { availabilityZone: 'here' },
    { region: 'eusc-de-east-1' },
    { region: 'moon-dark-1' },
  ])('is absent where nothing determines it: %j', (instance) => {
    expect(read(instance)).toBe(404);
    expect(read({ ...instance, availabilityZoneId: 'mine' })).toBe('mine');
  });

  test('is AEMM’s if neither region nor zone is configured', () => {
    expect(read({ id: 'i-0a' })).toBe('use1-az4');
  });
});

test.each(['tags', 'blockDevices'])(
  'the name that a map cannot have is refused in %s, not left out',
  (field) => {
    const { findings } = readDescription(
      JSON.parse(`{ "${field}": { "__proto__": "x", "a": "b" } }`),
    );
    expect(findings.map(({ severity, path }) => [severity, path])).toEqual([
      ['error', [field, '__proto__']],
    ]);
  },
);

test('the schema takes a description, and nothing that cannot be one', () => {
  const accepts = (raw: unknown): boolean => parseSetting({ schema: InstanceSchema }, raw).ok;
  expect(accepts({ id: 'i-1', tags: { 'aws:x': '' } })).toBe(true);
  expect(accepts({})).toBe(true);
  for (const raw of [
    { ID: 'i-1' },
    { accountId: '12' },
    { tags: { 'a/b': '' } },
    { privateIp: '300.1.1.1' },
    { publicIp: 'none' },
    { mac: '0e:49:61' },
  ]) {
    expect(accepts(raw)).toBe(false);
  }
});

test.each<[InstanceDescription, severity: string | undefined, path: string]>([
  [{ availabilityZone: 'eu-central-1b', availabilityZoneId: 'euc1-az2' }, undefined, ''],
  [{ availabilityZoneId: 'use1-az1' }, undefined, ''],
  [{ region: 'us-west-2', availabilityZoneId: 'usw2-lax1-az1' }, undefined, ''],
  [
    { availabilityZone: 'eu-central-1b', availabilityZoneId: 'use1-az1' },
    'unreal',
    'availabilityZoneId',
  ],
  [{ region: 'eu-west-1', availabilityZoneId: 'euw12-az1' }, 'unreal', 'availabilityZoneId'],
  [{ monitoring: 'enabled' }, undefined, ''],
  [{ monitoring: 'detailed' }, 'warning', 'monitoring'],
  [{ interfaces: [{ ipv4Prefixes: ['10.0.1.16/28'], ipv6Prefixes: [] }] }, undefined, ''],
  [{ interfaces: [{ ipv4Prefixes: ['10.0.1.0/24'] }] }, 'unreal', 'interfaces.0.ipv4Prefixes'],
  [{ interfaces: [{ ipv6Prefixes: ['2001:db8::/64'] }] }, 'unreal', 'interfaces.0.ipv6Prefixes'],
])('%o is what EC2 has, or is found: %s', (instance, severity, path) => {
  const found = readDescription(instance).findings.map((each) => [
    each.severity,
    each.path.join('.'),
  ]);
  expect(found).toEqual(severity === undefined ? [] : [[severity, path]]);
});
