import { encodeBase64 } from '../text/base64.ts';
import { formatTime, parseTime } from '../text/time.ts';
import { architectureOf } from './architecture.ts';
import { completeInterfaces } from './complete-interfaces.ts';
import type { InstanceDescription } from './description.ts';
import { createDraw } from './draw.ts';
import { or } from './fallback.ts';
import type { Instance, NetworkInterface } from './instance.ts';
import { completeKeyPairs } from './key-pairs.ts';
import { partitionOf } from './partition.ts';
import { publicIpOf } from './primary.ts';
import { regionOf } from './region.ts';
import { zoneIdOf } from './zone-id.ts';

/** Completes a description: what is configured over what follows from it over the base. */
export function completeInstance(description: InstanceDescription, base: Instance): Instance {
  const given = description;
  const seed = given.seed ?? base.seed;
  const draw = createDraw(seed);
  const place = completePlace(given, base);
  const id = or(given.id, base.id);
  const accountId = or(given.accountId, base.accountId);
  const type = or(given.type, base.type);
  const role = or(given.role, base.role);
  const interfaces = completeInterfaces(given, base, {
    id,
    region: place.region ?? 'us-east-1',
    ownerId: accountId,
    draw,
  });
  return {
    ...place,
    ...completePrimary(interfaces[0]),
    id,
    type,
    accountId,
    role,
    interfaces,
    seed,
    imageId: or(given.imageId, base.imageId),
    ancestorAmiIds: or(given.ancestorAmiIds, base.ancestorAmiIds) ?? [],
    productCodes: or(given.productCodes, base.productCodes) ?? [],
    kernelId: or(given.kernelId, base.kernelId),
    ramdiskId: or(given.ramdiskId, base.ramdiskId),
    architecture: or(
      given.architecture,
      given.type ? architectureOf(given.type) : base.architecture,
    ),
    lifeCycle: or(given.lifeCycle, base.lifeCycle),
    reservationId: or(given.reservationId, base.reservationId),
    launchedAt: or(inUtc(given.launchedAt), base.launchedAt),
    launchIndex: or(given.launchIndex, base.launchIndex),
    placement: completePlacement(given.placement, base.placement),
    instanceProfile: or(
      given.instanceProfile,
      given.role === undefined ? base.instanceProfile : role,
    ),
    instanceProfileId: or(given.instanceProfileId, base.instanceProfileId),
    keyPairs: given.keyPairs
      ? completeKeyPairs(given.keyPairs, draw)
      : (or(given.keyPairs, base.keyPairs) ?? []),
    tags: or(given.tags, base.tags) ?? {},
    userData: completeUserData(given, base),
    autoScaling: or(given.autoScaling, base.autoScaling) ?? false,
    monitoring: or(given.monitoring, base.monitoring),
    blockDevices: or(given.blockDevices, base.blockDevices) ?? {},
    acceleratorId: base.acceleratorId,
  };
}

/** EC2 writes the time in UTC, to the second. */
function inUtc(text: string | null | undefined): string | null | undefined {
  const time = text ? parseTime(text) : undefined;
  return time === undefined ? text : formatTime(time);
}

type Place = Pick<
  Instance,
  'region' | 'partition' | 'domain' | 'availabilityZone' | 'availabilityZoneId'
>;

/** Region and zone follow from each other, the rest from both. */
function completePlace(given: InstanceDescription, base: Instance): Place {
  const { availabilityZone: zone } = given;
  const region = or(given.region, (zone && regionOf(zone)) ?? base.region);
  const { id: partition, domain } = partitionOf(region ?? '');
  const isMoved = given.region !== undefined || zone !== undefined;
  const availabilityZone = or(
    zone,
    given.region === undefined ? base.availabilityZone : firstZone(region),
  );
  const zoneId = region && availabilityZone ? zoneIdOf(region, availabilityZone) : null;
  return {
    region,
    partition,
    domain,
    availabilityZone,
    availabilityZoneId: or(given.availabilityZoneId, isMoved ? zoneId : base.availabilityZoneId),
  };
}

const firstZone = (region: string | null): string | null => region && `${region}a`;

type Primary = Pick<
  Instance,
  'privateIp' | 'publicIp' | 'ipv6' | 'hostname' | 'publicHostname' | 'mac' | 'securityGroups'
>;

/** What is known of the instance is known of its primary interface. */
function completePrimary(primary: NetworkInterface): Primary {
  return {
    privateIp: primary.privateIps[0] ?? null,
    publicIp: publicIpOf(primary) ?? null,
    ipv6: primary.ipv6[0] ?? null,
    hostname: primary.hostname,
    publicHostname: primary.publicHostname,
    mac: primary.mac,
    securityGroups: primary.securityGroups,
  };
}

function completePlacement(
  given: InstanceDescription['placement'],
  base: Instance['placement'],
): Instance['placement'] {
  if (given === null) return { groupName: null, partitionNumber: null, hostId: null };
  return {
    groupName: or(given?.groupName, base.groupName),
    partitionNumber: or(given?.partitionNumber, base.partitionNumber),
    hostId: or(given?.hostId, base.hostId),
  };
}

function completeUserData(
  { userData, userDataBase64 }: InstanceDescription,
  base: Instance,
): string | null {
  if (userDataBase64) return userDataBase64;
  if (userData) return encodeBase64(userData);
  return userData === null || userDataBase64 === null ? null : base.userData;
}
