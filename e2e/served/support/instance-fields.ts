import type { InstanceDescription, Value } from '@aemm/core';
import * as fc from 'fast-check';

/** Values of a field that are accepted, where they show, and as which texts. */
export interface Field {
  readonly values: fc.Arbitrary<Value>;
  /** Paths in which `*` is any segment; after `#` a field of the document there. */
  readonly places: readonly string[];
  readonly texts: (value: Value) => readonly string[];
}

const hex = fc.stringMatching(/^[0-9a-f]{8}$/);
const id = (prefix: string) => hex.map((digits) => `${prefix}-${digits}`);
const word = fc.stringMatching(/^[a-z][a-z0-9-]{0,12}$/);
const words = fc.array(word, { maxLength: 3 });
const byte = fc.nat(255);
const ipv4 = fc.tuple(byte, byte).map(([c, d]) => `10.9.${c}.${d}`);
const ipv4Block = byte.map((c) => `10.9.${c}.0/24`);
const ipv6 = hex.map((digits) => `2001:db8::1${digits.slice(1, 4)}`);
const ipv6Block = hex.map((digits) => `2001:db8:1:1${digits.slice(1, 4)}::/64`);
const mac = hex.map((digits) => `0a:00:${digits.match(/../g)?.join(':')}`);
const accountId = fc.stringMatching(/^\d{12}$/);
const some = <T>(each: fc.Arbitrary<T>) => fc.uniqueArray(each, { minLength: 1, maxLength: 2 });
const records = (value: fc.Arbitrary<string>) => fc.dictionary(word, value, { maxKeys: 4 });

/** Every scalar within a value. */
function scalarsOf(value: Value): readonly string[] {
  if (typeof value !== 'object' || value === null) return [String(value)];
  return Object.values(value as Record<string, Value>).flatMap(scalarsOf);
}

function field(values: fc.Arbitrary<Value>, ...places: readonly string[]): Field {
  return { values, places, texts: scalarsOf };
}

const META = '/latest/meta-data';
const DOCUMENT = '/latest/dynamic/instance-identity/document';
const MAC = `${META}/network/interfaces/macs/*`;

type InterfaceDescription = NonNullable<InstanceDescription['interfaces']>[number];

/** Every field of a network interface. */
export const INTERFACE_FIELDS: Readonly<Record<keyof InterfaceDescription, Field>> = {
  deviceNumber: field(fc.constantFrom(1, 2, 7), `${MAC}/device-number`),
  networkCard: field(
    fc.integer({ min: 1, max: 9 }),
    `${MAC}/network-card`,
    `${MAC}/network-card-index`,
  ),
  mac: field(mac, `${MAC}/mac`),
  id: field(id('eni'), `${MAC}/interface-id`),
  ownerId: field(accountId, `${MAC}/owner-id`),
  subnetId: field(id('subnet'), `${MAC}/subnet-id`),
  subnetCidr: field(ipv4Block, `${MAC}/subnet-ipv4-cidr-block`),
  subnetIpv6Cidrs: field(some(ipv6Block), `${MAC}/subnet-ipv6-cidr-blocks`),
  vpcId: field(id('vpc'), `${MAC}/vpc-id`),
  vpcCidrs: field(some(ipv4Block), `${MAC}/vpc-ipv4-cidr-blocks`),
  vpcIpv6Cidrs: field(some(ipv6Block), `${MAC}/vpc-ipv6-cidr-blocks`),
  privateIps: field(some(ipv4), `${MAC}/local-ipv4s`),
  publicIps: {
    ...field(
      fc.tuple(ipv4, ipv4).map(([publicIp, privateIp]) => ({ [publicIp]: privateIp })),
      `${MAC}/public-ipv4s`,
      `${MAC}/ipv4-associations/*`,
    ),
    texts: (value) => Object.entries(value as Record<string, string>).flat(),
  },
  ipv6: field(some(ipv6), `${MAC}/ipv6s`),
  ipv4Prefixes: field(some(ipv4Block), `${MAC}/ipv4-prefix`),
  ipv6Prefixes: field(some(ipv6Block), `${MAC}/ipv6-prefix`),
  securityGroups: field(
    some(fc.record({ id: id('sg'), name: word })),
    `${MAC}/security-groups`,
    `${MAC}/security-group-ids`,
  ),
};

/** Every field of the instance, but for those that draw other fields: the seed. */
export const INSTANCE_FIELDS: Readonly<Record<Exclude<keyof InstanceDescription, 'seed'>, Field>> =
  {
    id: field(id('i'), `${META}/instance-id`, `${DOCUMENT}#instanceId`),
    type: field(fc.constantFrom('m7g.large', 'c5.xlarge'), `${META}/instance-type`),
    imageId: field(id('ami'), `${META}/ami-id`, `${DOCUMENT}#imageId`),
    ancestorAmiIds: field(fc.array(id('ami'), { maxLength: 3 }), `${META}/ancestor-ami-ids`),
    productCodes: field(words, `${META}/product-codes`),
    kernelId: field(id('aki'), `${META}/kernel-id`, `${DOCUMENT}#kernelId`),
    ramdiskId: field(id('ari'), `${META}/ramdisk-id`, `${DOCUMENT}#ramdiskId`),
    architecture: field(fc.constantFrom('x86_64', 'arm64'), `${DOCUMENT}#architecture`),
    lifeCycle: field(
      fc.constantFrom('spot', 'scheduled', 'capacity-block', 'unheard-of'),
      `${META}/instance-life-cycle`,
    ),
    accountId: field(accountId, `${MAC}/owner-id`, `${DOCUMENT}#accountId`),
    reservationId: field(id('r'), `${META}/reservation-id`),
    launchedAt: field(fc.constant('2021-02-03T04:05:06Z'), `${DOCUMENT}#pendingTime`),
    launchIndex: field(fc.nat(99), `${META}/ami-launch-index`),
    region: field(fc.constantFrom('eu-west-1', 'us-east-2'), `${META}/placement/region`),
    availabilityZone: field(
      fc.constantFrom('eu-west-1b', 'us-west-2c'),
      `${META}/placement/availability-zone`,
    ),
    availabilityZoneId: field(word, `${META}/placement/availability-zone-id`),
    placement: field(
      fc.record({ groupName: word, partitionNumber: fc.nat(7), hostId: id('h') }),
      ...['group-name', 'partition-number', 'host-id'].map((leaf) => `${META}/placement/${leaf}`),
    ),
    privateIp: field(ipv4, `${META}/local-ipv4`, `${MAC}/local-ipv4s`),
    publicIp: field(ipv4, `${META}/public-ipv4`, `${MAC}/public-ipv4s`),
    ipv6: field(ipv6, `${MAC}/ipv6s`),
    hostname: field(word, `${META}/hostname`, `${META}/local-hostname`),
    publicHostname: field(word, `${META}/public-hostname`),
    mac: field(mac, `${META}/mac`, `${MAC}/mac`),
    interfaceId: field(id('eni'), `${MAC}/interface-id`),
    subnetId: field(id('subnet'), `${MAC}/subnet-id`),
    vpcId: field(id('vpc'), `${MAC}/vpc-id`),
    securityGroups: field(words, `${META}/security-groups`),
    securityGroupIds: field(fc.array(id('sg'), { maxLength: 3 }), `${MAC}/security-group-ids`),
    interfaces: field(
      fc
        .uniqueArray(id('eni'), { minLength: 1, maxLength: 3 })
        .map((ids) => ids.map((eni) => ({ id: eni }))),
      `${MAC}/interface-id`,
    ),
    role: field(word, `${META}/iam/security-credentials`),
    instanceProfile: field(word, `${META}/iam/info`),
    instanceProfileId: field(word, `${META}/iam/info`),
    keyPairs: {
      ...field(
        fc.uniqueArray(fc.record({ name: word, publicKey: word }), {
          maxLength: 3,
          selector: ({ name }) => name,
        }),
        `${META}/public-keys/*/openssh-key`,
      ),
      // Names are labels of the listing.
      texts: (value) => (value as { publicKey: string }[]).map(({ publicKey }) => publicKey),
    },
    tags: field(records(fc.string({ maxLength: 4 })), `${META}/tags/instance/*`),
    userData: field(word, '/latest/user-data'),
    userDataBase64: {
      ...field(
        word.map((text) => Buffer.from(text).toString('base64')),
        '/latest/user-data',
      ),
      texts: (value) => [Buffer.from(String(value), 'base64').toString()],
    },
    autoScaling: {
      ...field(fc.boolean(), `${META}/autoscaling/target-lifecycle-state`),
      texts: (value) => (value === true ? ['Terminated'] : []),
    },
    monitoring: field(
      fc.constantFrom('enabled', 'disabled'),
      '/latest/dynamic/fws/instance-monitoring',
    ),
    blockDevices: field(records(word), `${META}/block-device-mapping/*`),
  };
