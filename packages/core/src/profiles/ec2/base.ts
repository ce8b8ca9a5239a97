import type { BaseOrigin } from '../../contract/profile.ts';
import { completeInstance } from '../../instance/complete-instance.ts';
import { drawMac } from '../../instance/complete-interfaces.ts';
import type { Draw } from '../../instance/draw.ts';
import { createDraw, drawBelow, drawId, drawText } from '../../instance/draw.ts';
import type { Instance, NetworkInterface } from '../../instance/instance.ts';
import { formatTime } from '../../text/time.ts';

const DIGITS = '0123456789';
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** It was launched before its metadata were looked at for the first time. */
const LAUNCH_AGE_MS = 5 * 60_000;

/** A Nitro instance in the default VPC of its account, each id drawn from the seed. */
export function ec2Base({ seed = 0, startedAt }: BaseOrigin): Instance {
  const draw = createDraw(seed);
  const id = (prefix: string, name: string) => drawId(draw, prefix, name);
  const accountId = `1${drawText(draw, 'account', DIGITS, 11)}`;
  const drawn = {
    ...BARE,
    seed,
    accountId,
    id: id('i', 'instance'),
    imageId: id('ami', 'image'),
    reservationId: id('r', 'reservation'),
    launchedAt: formatTime(startedAt - LAUNCH_AGE_MS),
    interfaces: [drawInterface(draw, accountId)],
    instanceProfileId: `AIPA${drawText(draw, 'profile', BASE32, 17)}`,
  };
  // Names, and what else follows from the rest.
  return completeInstance({ region: 'us-east-1' }, drawn);
}

function drawInterface(draw: Draw, ownerId: string): NetworkInterface {
  // The second of the default subnets, each of which has 4,096 addresses.
  const host = 4 + drawBelow(draw, 'address/0', 4091);
  const privateIp = `172.31.${16 + Math.floor(host / 256)}.${host % 256}`;
  const publicIp = `203.0.113.${1 + drawBelow(draw, 'public-address', 254)}`;
  return {
    deviceNumber: 0,
    networkCard: null,
    mac: drawMac(draw, 0),
    id: drawId(draw, 'eni', 'interface/0'),
    ownerId,
    subnetId: drawId(draw, 'subnet', 'subnet'),
    subnetCidr: '172.31.16.0/20',
    subnetIpv6Cidrs: [],
    vpcId: drawId(draw, 'vpc', 'vpc'),
    vpcCidrs: ['172.31.0.0/16'],
    vpcIpv6Cidrs: [],
    privateIps: [privateIp],
    publicIps: { [publicIp]: privateIp },
    ipv6: [],
    ipv4Prefixes: [],
    ipv6Prefixes: [],
    securityGroupIds: [drawId(draw, 'sg', 'security-group/default')],
    securityGroups: ['default'],
    hostname: null,
    publicHostname: null,
  };
}

/** What is not drawn; `null` follows from the rest or is not there. */
const BARE: Instance = {
  id: null,
  type: 'm5.large',
  imageId: null,
  ancestorAmiIds: [],
  productCodes: [],
  kernelId: null,
  ramdiskId: null,
  architecture: 'x86_64',
  lifeCycle: 'on-demand',
  accountId: null,
  reservationId: null,
  launchedAt: null,
  launchIndex: 0,
  region: 'us-east-1',
  partition: 'aws',
  domain: 'amazonaws.com',
  availabilityZone: 'us-east-1a',
  availabilityZoneId: null,
  placement: { groupName: null, partitionNumber: null, hostId: null },
  privateIp: null,
  publicIp: null,
  ipv6: null,
  hostname: null,
  publicHostname: null,
  mac: null,
  securityGroups: [],
  interfaces: [],
  role: 'my-role',
  instanceProfile: 'my-role',
  instanceProfileId: null,
  keyPairs: [
    {
      name: 'my-key',
      publicKey:
        'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl my-key',
    },
  ],
  tags: {},
  userData: null,
  autoScaling: false,
  monitoring: null,
  blockDevices: { ami: '/dev/xvda', root: '/dev/xvda' },
  acceleratorId: null,
  seed: 0,
};
