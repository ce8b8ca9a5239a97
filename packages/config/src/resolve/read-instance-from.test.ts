import { aemmProfile } from '@aemm/core';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createWorkplace } from '../../test/workplace.ts';

const INSTANCE = {
  InstanceId: 'i-0123456789abcdef0',
  InstanceType: 'm7g.large',
  ImageId: 'ami-0123456789abcdef0',
  Architecture: 'arm64',
  KeyName: 'my-key',
  LaunchTime: '2026-01-02T03:04:05+00:00',
  AmiLaunchIndex: 3,
  InstanceLifecycle: 'spot',
  Monitoring: { State: 'enabled' },
  Placement: {
    AvailabilityZone: 'eu-central-1b',
    AvailabilityZoneId: 'euc1-az3',
    GroupName: 'web',
    PartitionNumber: 2,
    Tenancy: 'default',
  },
  PrivateDnsName: 'ip-10-0-1-5.eu-central-1.compute.internal',
  PublicDnsName: '',
  State: { Code: 16, Name: 'running' },
  RootDeviceName: '/dev/xvda',
  BlockDeviceMappings: [
    { DeviceName: '/dev/xvda', Ebs: {} },
    { DeviceName: '/dev/sdf', Ebs: {} },
  ],
  IamInstanceProfile: {
    Arn: 'arn:aws:iam::123456789012:instance-profile/division/app',
    Id: 'AIPAABCDEFGHIJKLMNOPQ',
  },
  ProductCodes: [{ ProductCodeId: 'abc', ProductCodeType: 'marketplace' }],
  Tags: [
    { Key: 'Name', Value: 'web-1' },
    { Key: 'Cost Center', Value: '7' },
    { Key: '_index', Value: '7' },
    { Key: 'aws:autoscaling:groupName', Value: 'web' },
  ],
  MetadataOptions: {
    State: 'applied',
    HttpTokens: 'required',
    HttpPutResponseHopLimit: 2,
    HttpEndpoint: 'enabled',
    InstanceMetadataTags: 'disabled',
  },
  NetworkInterfaces: [
    {
      MacAddress: '0a:1b:2c:3d:4e:60',
      NetworkInterfaceId: 'eni-2',
      OwnerId: '123456789012',
      SubnetId: 'subnet-2',
      VpcId: 'vpc-1',
      Attachment: { DeviceIndex: 1, NetworkCardIndex: 0 },
      Groups: [],
      PrivateIpAddresses: [{ PrivateIpAddress: '10.0.2.9', Primary: true }],
      Ipv6Addresses: [],
    },
    {
      MacAddress: '0a:1b:2c:3d:4e:5f',
      NetworkInterfaceId: 'eni-1',
      OwnerId: '123456789012',
      SubnetId: 'subnet-1',
      VpcId: 'vpc-1',
      Attachment: { DeviceIndex: 0, NetworkCardIndex: 0 },
      Groups: [{ GroupId: 'sg-1', GroupName: 'web' }],
      PrivateIpAddresses: [
        { PrivateIpAddress: '10.0.1.6', Primary: false },
        {
          PrivateIpAddress: '10.0.1.5',
          Primary: true,
          Association: { PublicIp: '203.0.113.7', PublicDnsName: '' },
        },
      ],
      Ipv6Addresses: [{ Ipv6Address: '2001:db8:1:1::5' }],
      Ipv4Prefixes: [{ Ipv4Prefix: '10.0.1.16/28' }],
    },
  ],
};

const OUTPUT = {
  Reservations: [
    { ReservationId: 'r-0123456789abcdef0', OwnerId: '123456789012', Instances: [INSTANCE] },
  ],
};

const DESCRIBED = {
  id: 'i-0123456789abcdef0',
  type: 'm7g.large',
  imageId: 'ami-0123456789abcdef0',
  productCodes: ['abc'],
  kernelId: null,
  ramdiskId: null,
  architecture: 'arm64',
  lifeCycle: 'spot',
  accountId: '123456789012',
  reservationId: 'r-0123456789abcdef0',
  launchedAt: '2026-01-02T03:04:05+00:00',
  launchIndex: 3,
  availabilityZone: 'eu-central-1b',
  availabilityZoneId: 'euc1-az3',
  placement: { groupName: 'web', partitionNumber: 2, hostId: null },
  hostname: 'ip-10-0-1-5.eu-central-1.compute.internal',
  publicHostname: null,
  interfaces: [
    {
      deviceNumber: 1,
      networkCard: null,
      mac: '0a:1b:2c:3d:4e:60',
      id: 'eni-2',
      ownerId: '123456789012',
      subnetId: 'subnet-2',
      vpcId: 'vpc-1',
      privateIps: ['10.0.2.9'],
      publicIps: {},
      ipv6: [],
      ipv4Prefixes: [],
      ipv6Prefixes: [],
      securityGroups: [],
    },
    {
      deviceNumber: 0,
      networkCard: null,
      mac: '0a:1b:2c:3d:4e:5f',
      id: 'eni-1',
      ownerId: '123456789012',
      subnetId: 'subnet-1',
      vpcId: 'vpc-1',
      privateIps: ['10.0.1.5', '10.0.1.6'],
      publicIps: { '203.0.113.7': '10.0.1.5' },
      ipv6: ['2001:db8:1:1::5'],
      ipv4Prefixes: ['10.0.1.16/28'],
      ipv6Prefixes: [],
      securityGroups: [{ id: 'sg-1', name: 'web' }],
    },
  ],
  role: 'app',
  instanceProfile: 'division/app',
  instanceProfileId: 'AIPAABCDEFGHIJKLMNOPQ',
  keyPairs: [{ name: 'my-key' }],
  tags: { Name: 'web-1', 'aws:autoscaling:groupName': 'web' },
  autoScaling: true,
  monitoring: 'enabled',
  blockDevices: { ami: '/dev/xvda', root: '/dev/xvda', ebs1: 'sdf' },
};

const FROM = 'instanceFrom: ec2/instance.json\n';

async function workplaceWith(description: unknown) {
  return createWorkplace({ 'ec2/instance.json': JSON.stringify(description) });
}

describe('the instance of a description', () => {
  test.each([
    ['the whole output', OUTPUT, {}],
    ['its reservations', OUTPUT.Reservations, {}],
    ['one reservation', OUTPUT.Reservations[0], {}],
    ['its instances', [INSTANCE], { reservationId: undefined }],
    ['one instance', INSTANCE, { reservationId: undefined }],
  ])('is taken from %s', async (_, description, differs) => {
    const { loadFile } = await workplaceWith(description);
    const config = await loadFile('a.yaml', `profile: ec2\n${FROM}`);

    expect(config.spec().instance).toEqual({ ...DESCRIBED, ...differs });
    expect(config.spec().metadataOptions).toEqual({
      httpTokens: 'required',
      httpEndpoint: 'enabled',
      httpPutResponseHopLimit: 2,
      instanceMetadataTags: 'disabled',
    });
  });

  test('is named by a flag or a variable, from the working directory', async () => {
    const { home, load } = await workplaceWith(OUTPUT);
    const flags = { instanceFrom: 'instance.json' };
    const env = { AEMM_INSTANCEFROM: 'instance.json' };
    for (const input of [{ flags }, { env }]) {
      const config = await load({ ...input, cwd: `${home}/ec2` });
      expect(config.spec().instance?.id).toBe(INSTANCE.InstanceId);
    }
  });

  test('has nothing that EC2 describes it without', async () => {
    const { loadFile } = await workplaceWith({ InstanceId: 'i-1' });
    const { instance } = (await loadFile('a.yaml', FROM)).spec();

    expect(instance).toEqual({
      id: 'i-1',
      lifeCycle: 'on-demand',
      productCodes: [],
      kernelId: null,
      ramdiskId: null,
      placement: { groupName: null, partitionNumber: null, hostId: null },
      publicHostname: null,
      role: null,
      instanceProfile: null,
      instanceProfileId: null,
      keyPairs: [],
      tags: {},
      autoScaling: false,
    });
  });

  test('ignores fields that it does not know', async () => {
    const json = fc.jsonValue() as fc.Arbitrary<object>;
    await fc.assert(
      fc.asyncProperty(json, async (other) => {
        const { loadFile } = await workplaceWith({ ...INSTANCE, Unheard: other, State: other });
        const config = await loadFile('a.yaml', `profile: ec2\n${FROM}`);
        expect(config.spec().instance?.id).toBe(INSTANCE.InstanceId);
      }),
      { numRuns: 5 },
    );
  });
});

describe('fields that are configured beside a description', () => {
  const [secondary, primary] = DESCRIBED.interfaces;
  const { hostname: _, ...named } = DESCRIBED;
  const { architecture: __, ...typed } = DESCRIBED;

  test.each([
    ['type: c5.large', { ...typed, type: 'c5.large' }],
    [
      'privateIp: 10.9.9.9',
      {
        ...named,
        privateIp: '10.9.9.9',
        interfaces: [
          secondary,
          {
            ...primary,
            privateIps: ['10.9.9.9', '10.0.1.6'],
            publicIps: { '203.0.113.7': '10.9.9.9' },
          },
        ],
      },
    ],
    [
      'mac: 0a:00:00:00:00:01',
      {
        ...DESCRIBED,
        mac: '0a:00:00:00:00:01',
        interfaces: [secondary, { ...primary, mac: '0a:00:00:00:00:01' }],
      },
    ],
    ['tags: { Name: other }', { ...DESCRIBED, tags: { Name: 'other' } }],
  ])('come on top: %s', async (field, instance) => {
    const { loadFile } = await workplaceWith(OUTPUT);
    const config = await loadFile('a.yaml', `profile: ec2\n${FROM}instance: { ${field} }`);

    expect(config.spec().instance).toEqual(instance);
  });

  test.each(['publicIp: null', 'ipv6: null', 'privateIp: null', 'accountId: "210987654321"'])(
    'never contradict it: %s',
    async (field) => {
      const { loadFile } = await workplaceWith(OUTPUT);

      await expect(
        loadFile('a.yaml', `profile: ec2\n${FROM}instance: { ${field} }`),
      ).resolves.toBeDefined();
    },
  );

  test('and options come on top of its options', async () => {
    const { loadFile } = await workplaceWith(OUTPUT);
    const config = await loadFile(
      'a.yaml',
      `imdsv2: false\n${FROM}metadataOptions: { instanceMetadataTags: enabled }`,
    );

    expect(config.spec().metadataOptions).toMatchObject({
      httpTokens: 'optional',
      instanceMetadataTags: 'enabled',
      httpPutResponseHopLimit: 2,
    });
  });
});

describe('a description that cannot be used', () => {
  const two = [{ ...OUTPUT.Reservations[0], Instances: [INSTANCE, { InstanceId: 'i-2' }] }];

  test.each([
    ['{', /It is not the JSON of aws ec2 describe-instances/],
    ['{"Reservations":[]}', /It describes no instance\./],
    ['[{"InstanceId":7}]', /Reservations\.0\.Instances\.0\.InstanceId is not as EC2 has it\.$/],
    [
      JSON.stringify(two),
      /2 instances \(i-0123456789abcdef0, i-2\)\. Choose one by its id in instance\.id\.$/,
    ],
  ])('is refused in one line: %.20s', async (text, line) => {
    const { problemsOf } = await createWorkplace({ 'ec2/instance.json': text });
    const { exitCode, problems } = await problemsOf('a.yaml', FROM);

    expect(exitCode).toBe(2);
    expect(problems).toEqual([expect.stringMatching(line)]);
    expect(problems[0]).toMatch(/key instanceFrom in ~\/a\.yaml:1:15/);
  });

  test('is refused where there is no such file', async () => {
    const { problemsOf } = await createWorkplace();

    expect((await problemsOf('a.yaml', FROM)).problems).toEqual([
      expect.stringMatching(/It cannot be read: no such file\.$/),
    ]);
  });

  test('is refused where its fields contradict each other, with its name', async () => {
    const { problemsOf } = await workplaceWith({ ...INSTANCE, InstanceType: 'c5.large' });
    const { problems } = await problemsOf('a.yaml', `profile: ec2\n${FROM}`);

    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/instance\.architecture in ~\/ec2\/instance\.json/);
  });

  test('of several instances is used once one is chosen', async () => {
    const { loadFile } = await workplaceWith(two);
    const config = await loadFile('a.yaml', `${FROM}instance: { id: i-2 }`);

    expect(config.spec().instance).toMatchObject({ id: 'i-2', accountId: '123456789012' });
  });
});

test('without a description nothing changes', async () => {
  const { load } = await createWorkplace();
  const spec = (await load({ flags: { instanceFrom: '' } })).spec();

  expect(spec.profile).toBe(aemmProfile);
  expect(spec).not.toHaveProperty('instance');
});
