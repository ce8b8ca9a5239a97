import * as z from 'zod/mini';
import {
  accountId,
  base64,
  count,
  field,
  flag,
  iamName,
  ipv4,
  ipv4Block,
  ipv6,
  ipv6Block,
  mac,
  segment,
  text,
  texts,
  time,
} from './fields.ts';

/** The schema of one network interface. */
const InterfaceSchema = z.strictObject({
  deviceNumber: count('the index of its attachment; 0: the primary interface'),
  networkCard: count('the index of its network card'),
  mac: field(mac, 'its MAC address'),
  id: text('its id: eni-0123456789abcdef0'),
  ownerId: field(accountId, 'the account that owns it; the account of the instance if absent'),
  subnetId: text('the id of its subnet'),
  subnetCidr: field(ipv4Block, 'the IPv4 block of its subnet'),
  subnetIpv6Cidrs: field(z.array(ipv6Block), 'the IPv6 blocks of its subnet'),
  vpcId: text('the id of its VPC'),
  vpcCidrs: field(z.array(ipv4Block), 'the IPv4 blocks of its VPC'),
  vpcIpv6Cidrs: field(z.array(ipv6Block), 'the IPv6 blocks of its VPC'),
  privateIps: field(z.array(ipv4), 'its private addresses, the primary one first; []: none'),
  publicIps: field(z.record(ipv4, ipv4), 'private addresses by the public ones before them'),
  ipv6: field(z.array(ipv6), 'its IPv6 addresses'),
  ipv4Prefixes: field(z.array(ipv4Block), 'the IPv4 prefixes delegated to it'),
  ipv6Prefixes: field(z.array(ipv6Block), 'the IPv6 prefixes delegated to it'),
  securityGroups: field(
    z.array(z.strictObject({ id: z.string(), name: z.string() })),
    'its security groups: [{ id: sg-0a, name: web }]',
  ),
});

/**
 * The schema of {@link InstanceDescription}.
 *
 * @public
 */
export const InstanceSchema = z.strictObject({
  seed: count(
    'the number that every id is drawn from which is not described: same seed, same instance',
  ),
  id: text('its id: i-0123456789abcdef0'),
  type: text('its type: t4g.small'),
  imageId: text('the id of its AMI'),
  ancestorAmiIds: texts('the AMIs that its AMI was made from'),
  productCodes: texts('the Marketplace product codes of its AMI'),
  kernelId: text('the id of its kernel image'),
  ramdiskId: text('the id of its RAM disk image'),
  architecture: text('x86_64 or arm64; follows from a type with an Arm processor'),
  lifeCycle: text('how it was bought: on-demand, spot, scheduled, capacity-block'),
  accountId: field(accountId, 'the account that owns it; moves owner ids and ARNs'),
  reservationId: text('the id of the reservation that launched it'),
  launchedAt: field(time, 'when it was launched, in RFC 3339'),
  launchIndex: count('its position among the instances of one launch'),
  region: text('its region; follows from the zone. Moves partition, ARNs, domains and host names'),
  availabilityZone: text('its zone; without one, that of the region with the letter a'),
  availabilityZoneId: text('the id of the zone, which differs by account'),
  placement: field(
    z.strictObject({
      groupName: text('its placement group'),
      partitionNumber: count('its partition within the placement group'),
      hostId: text('the id of its Dedicated Host'),
    }),
    'how it is placed: { groupName: web, partitionNumber: 2, hostId: h-0123456789abcdef0 }',
  ),
  privateIp: field(ipv4, 'its private address; moves its host name'),
  publicIp: field(
    ipv4,
    'its public address; moves its public host name and the path of the association',
  ),
  ipv6: field(ipv6, 'its IPv6 address'),
  hostname: text('its private host name'),
  publicHostname: text('its public host name'),
  mac: field(mac, 'the MAC address of its interface; moves the paths of the network tree'),
  interfaceId: text('the id of its interface'),
  subnetId: text('the id of its subnet'),
  vpcId: text('the id of its VPC'),
  securityGroups: texts('the names of its security groups'),
  securityGroupIds: texts('the ids of its security groups'),
  interfaces: field(
    z.array(InterfaceSchema).check(z.minLength(1, 'at least one network interface')),
    'its network interfaces; the fields of the primary one may stand above, in short',
  ),
  role: field(segment, 'its IAM role; moves the path of the credentials'),
  instanceProfile: field(
    iamName,
    'the name of its instance profile, after its path if it has one: division/app; that of the role if absent',
  ),
  instanceProfileId: text('the id of its instance profile: AIPA…'),
  keyPairs: field(
    z.array(z.strictObject({ name: segment, publicKey: z.optional(z.string()) })),
    'the key pairs given at launch: [{ name: my-key, publicKey: ssh-ed25519 AAAA… }]; without a public key one is drawn',
  ),
  tags: field(z.record(segment, z.string()), 'its tags: { Name: web-1 }'),
  userData: text('its user data as text'),
  userDataBase64: field(base64, 'its user data in base64, for what is not text'),
  autoScaling: flag('whether it belongs to an Auto Scaling group'),
  monitoring: text('whether it has detailed monitoring: enabled, disabled'),
  blockDevices: field(
    z.record(segment, z.string()),
    'device names by their role: { root: /dev/xvda }',
  ),
});

/**
 * What is configured of an instance. What is left out follows from the rest, or is as the base instance of the profile
 * has it; `null`, and a text or a list that is empty, means that it is not there.
 *
 * Region and zone follow from each other; partition, domain and ARNs from the region; host names from addresses and
 * region; `arm64` from a type with an Arm processor. Which id a zone has differs by account, so without `availabilityZoneId`
 * it is made of region and letter: `apse2-az3` for `ap-southeast-2c`. Where it follows from nothing, as for a Local
 * Zone, the id is not served.
 *
 * @public
 */
export type InstanceDescription = z.infer<typeof InstanceSchema>;

/** What is configured of one network interface. */
export type InterfaceDescription = z.infer<typeof InterfaceSchema>;
