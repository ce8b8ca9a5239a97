import type { Addressed } from './complete-addresses.ts';
import { completeAddresses } from './complete-addresses.ts';
import type { InstanceDescription, InterfaceDescription } from './description.ts';
import type { Draw } from './draw.ts';
import { drawId } from './draw.ts';
import { or } from './fallback.ts';
import { privateName, publicName, resourceName } from './host-names.ts';
import type { Instance, NetworkInterface } from './instance.ts';
import { primaryIndex, publicIpOf } from './primary.ts';
import type { Interfaces } from './share-blocks.ts';
import { shareSubnets, shareVpcs } from './share-blocks.ts';

/** What of an instance its interfaces follow from. */
export interface InterfaceContext {
  readonly id: string | null;
  readonly region: string;
  readonly ownerId: string | null;
  readonly draw: Draw;
}

/** Completes the network interfaces of an instance, the primary one first. */
export function completeInterfaces(
  given: InstanceDescription,
  base: Instance,
  context: InterfaceContext,
): Interfaces {
  const first = primaryIndex(given.interfaces ?? []) ?? 0;
  const [own = {}, ...secondary] = shareSubnets([
    withShortForms(given, given.interfaces?.[first] ?? {}),
    ...(given.interfaces ?? []).filter((_, index) => index !== first),
  ]);
  const owned = {
    ...basePrimary(base),
    ...(given.accountId !== undefined && { ownerId: context.ownerId }),
  };
  const primary = complete(own, owned, context, 0);
  const numberFor = createNumbers(secondary);
  const others = secondary.map((each, index) => {
    const base = secondaryBase(primary, index + 1, context);
    const { deviceNumber = numberFor(index + 1) } = each;
    return complete({ ...each, deviceNumber }, base, context, index + 1);
  });
  return shareVpcs([primary, ...others], [own, ...secondary]);
}

/** Numbers for interfaces that are described without: that of its place, or the next one that is free. */
function createNumbers(described: readonly Described[]): (place: number) => number {
  const taken = new Set(described.map(({ deviceNumber }) => deviceNumber));
  return (place) => {
    let number = place;
    while (taken.has(number)) number += 1;
    taken.add(number);
    return number;
  };
}

/** A base has one interface at least. */
function basePrimary({ interfaces: [primary] }: Instance): NetworkInterface {
  if (primary === undefined) throw new TypeError('A base instance needs a network interface.');
  return primary;
}

/** The primary interface as described in `interfaces` and by the short forms. */
function withShortForms(given: InstanceDescription, primary: InterfaceDescription): Described {
  return {
    ...primary,
    ...defined('mac', given.mac),
    ...defined('id', given.interfaceId),
    ...defined('subnetId', given.subnetId),
    ...defined('vpcId', given.vpcId),
    ...(primary.privateIps === undefined && defined('privateIps', oneOrNone(given.privateIp))),
    ...(primary.publicIps === undefined && defined('publicIp', given.publicIp)),
    ...(primary.ipv6 === undefined && defined('ipv6', oneOrNone(given.ipv6))),
    ...defined('groupNames', given.securityGroups),
    ...defined('groupIds', given.securityGroupIds),
    ...defined('hostname', given.hostname),
    ...defined('publicHostname', given.publicHostname),
  };
}

/** The description of an interface, with fields that only the short forms have. */
type Described = Addressed & {
  readonly publicIp?: string | null;
  readonly groupNames?: readonly string[] | null;
  readonly groupIds?: readonly string[] | null;
  readonly hostname?: string | null;
  readonly publicHostname?: string | null;
};

function defined<Name extends string, T>(name: Name, value: T | undefined): { [N in Name]?: T } {
  return value === undefined ? {} : ({ [name]: value } as { [N in Name]: T });
}

function oneOrNone(address: string | null | undefined): string[] | undefined {
  if (address === undefined) return undefined;
  return address === null ? [] : [address];
}

/** What a secondary interface is like if nothing of it is described: a neighbour of the primary one. */
function secondaryBase(
  primary: NetworkInterface,
  index: number,
  { draw, ownerId }: InterfaceContext,
): NetworkInterface {
  return {
    ...primary,
    deviceNumber: index,
    mac: drawMac(draw, index),
    id: drawId(draw, 'eni', `interface/${index}`),
    ownerId,
    privateIps: [],
    publicIps: {},
    ipv6: [],
    ipv4Prefixes: [],
    ipv6Prefixes: [],
  };
}

/** A locally administered address, as EC2 gives them. */
export function drawMac(draw: Draw, index: number): string {
  const digits = draw(`mac/${index}`, 10).match(/../g) ?? [];
  return ['0a', ...digits].join(':');
}

function complete(
  given: Described,
  base: NetworkInterface,
  context: InterfaceContext,
  index: number,
): NetworkInterface {
  const addresses = completeAddresses(given, base, context.draw, index);
  const publicIps = completePublicIps(given, base, addresses.privateIps);
  const { id, region } = context;
  const [privateIp] = addresses.privateIps;
  const publicIp = publicIpOf({ ...addresses, publicIps });
  return {
    ...addresses,
    publicIps,
    ...completeGroups(given, base, context.draw),
    deviceNumber: or(given.deviceNumber, base.deviceNumber),
    networkCard: or(given.networkCard, base.networkCard),
    mac: or(lowerCase(given.mac), base.mac),
    id: or(given.id, base.id),
    ownerId: or(given.ownerId, base.ownerId),
    subnetId: or(given.subnetId, subnetIdOf(addresses, base, context.draw, index)),
    vpcId: or(given.vpcId, base.vpcId),
    hostname: or(
      given.hostname,
      hostnameOf(privateIp, addresses.ipv6.length > 0 ? id : null, region),
    ),
    publicHostname: or(
      given.publicHostname,
      publicIp === undefined ? null : publicName(publicIp, region),
    ),
  };
}

/** EC2 writes MAC addresses in lower case, and so do the systems in which clients look them up. */
function lowerCase(mac: string | null | undefined): string | null | undefined {
  return mac === null ? null : mac?.toLowerCase();
}

/** A secondary interface that leaves the block of the primary one lies in another subnet. */
function subnetIdOf(
  { subnetCidr }: Pick<NetworkInterface, 'subnetCidr'>,
  base: NetworkInterface,
  draw: Draw,
  index: number,
): string | null {
  if (index === 0 || base.subnetId === null || subnetCidr === base.subnetCidr) return base.subnetId;
  return drawId(draw, 'subnet', `subnet/${subnetCidr ?? 'ipv6'}`);
}

function hostnameOf(privateIp: string | undefined, id: string | null, region: string) {
  if (privateIp !== undefined) return privateName(privateIp, region);
  return id === null ? null : resourceName(id, region);
}

function completePublicIps(
  given: Described,
  base: NetworkInterface,
  [privateIp]: readonly string[],
): Readonly<Record<string, string>> {
  if (given.publicIps !== undefined) return given.publicIps ?? {};
  const publicIp = or(given.publicIp, Object.keys(base.publicIps)[0] ?? null);
  return publicIp === null || privateIp === undefined ? {} : { [publicIp]: privateIp };
}

type Groups = Pick<NetworkInterface, 'securityGroups' | 'securityGroupIds'>;

function completeGroups(given: Described, base: NetworkInterface, draw: Draw): Groups {
  const { securityGroups: groups } = given;
  const names = or(given.groupNames, groups?.map(({ name }) => name) ?? base.securityGroups) ?? [];
  const ids = or(
    given.groupIds,
    groups?.map(({ id }) => id),
  );
  if (groups === null) return { securityGroups: [], securityGroupIds: ids ?? [] };
  if (ids !== undefined) {
    const isNamed = given.groupNames !== undefined || groups !== undefined;
    return {
      securityGroups: isNamed ? names : namesFor(ids ?? [], names),
      securityGroupIds: ids ?? [],
    };
  }
  const isBase = names.length === base.securityGroupIds.length;
  const drawn = names.map((name) => drawId(draw, 'sg', `security-group/${name}`));
  return { securityGroups: names, securityGroupIds: isBase ? base.securityGroupIds : drawn };
}

/** Each group has a name. Those of the base come first, then such as the console of EC2 gives them. */
function namesFor(ids: readonly string[], names: readonly string[]): readonly string[] {
  return ids.map((_, index) => names[index] ?? `launch-wizard-${index}`);
}
