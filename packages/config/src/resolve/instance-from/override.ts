import type { InstanceDescription } from '@aemm/core';

type Fields = Readonly<Record<string, unknown>>;
type InterfaceDescription = NonNullable<InstanceDescription['interfaces']>[number];

/** What of a description follows from a field that is configured, and so no longer holds. */
const FOLLOWS: Readonly<Record<string, readonly (keyof InstanceDescription)[]>> = {
  region: ['availabilityZone', 'availabilityZoneId', 'hostname', 'publicHostname'],
  availabilityZone: ['availabilityZoneId', 'hostname', 'publicHostname'],
  type: ['architecture'],
  privateIp: ['hostname'],
  publicIp: ['publicHostname'],
  interfaces: ['hostname', 'publicHostname'],
  role: ['instanceProfile', 'instanceProfileId'],
  instanceProfile: ['instanceProfileId'],
};

/** What is left of a described instance beneath the fields that are configured. */
export function underConfigured(
  described: InstanceDescription,
  configured: Fields,
): InstanceDescription {
  const replaced = new Set(
    Object.keys(configured).flatMap((name) => [name, ...(FOLLOWS[name] ?? [])]),
  );
  const left = Object.entries(described).filter(([name]) => !replaced.has(name));
  return Object.fromEntries(
    left.map(([name, value]) => [
      name,
      name === 'interfaces' ? interfacesUnder(value as InterfaceDescription[], configured) : value,
    ]),
  );
}

function interfacesUnder(
  interfaces: readonly InterfaceDescription[],
  configured: Fields,
): readonly InterfaceDescription[] {
  const owned = interfaces.map(({ ownerId, ...each }) =>
    'accountId' in configured ? each : { ...each, ownerId },
  );
  return owned.map((each) => (each.deviceNumber === 0 ? primaryUnder(each, configured) : each));
}

/** The short forms of the primary interface move it. */
function primaryUnder(primary: InterfaceDescription, configured: Fields): InterfaceDescription {
  const { mac, interfaceId, subnetId, vpcId, privateIp, publicIp, ipv6 } = configured;
  const { securityGroups, ...rest } = primary;
  const hasGroups = 'securityGroups' in configured || 'securityGroupIds' in configured;
  const addressed = {
    ...rest,
    ...(!hasGroups && { securityGroups }),
    ...(mac !== undefined && { mac }),
    ...(interfaceId !== undefined && { id: interfaceId }),
    ...(subnetId !== undefined && { subnetId }),
    ...(vpcId !== undefined && { vpcId }),
    ...(privateIp !== undefined && withPrivateIp(primary, privateIp)),
    ...(ipv6 !== undefined && { ipv6: replaceFirst(primary.ipv6 ?? [], ipv6) }),
  } as InterfaceDescription;
  return publicIp === undefined
    ? addressed
    : { ...addressed, publicIps: withPublicIp(addressed, publicIp) };
}

function withPrivateIp(
  { privateIps, publicIps }: InterfaceDescription,
  privateIp: unknown,
): InterfaceDescription {
  const addresses = replaceFirst(privateIps ?? [], privateIp);
  if (privateIp === null) return { privateIps: addresses, publicIps: {} };
  const moved = Object.entries(publicIps ?? {}).map(([outer, inner]) => [
    outer,
    inner === privateIps?.[0] ? privateIp : inner,
  ]);
  return { privateIps: addresses, publicIps: Object.fromEntries(moved) };
}

function withPublicIp(
  { privateIps, publicIps }: InterfaceDescription,
  publicIp: unknown,
): Record<string, string> {
  const [primary] = privateIps ?? [];
  const others = Object.entries(publicIps ?? {}).filter(([, inner]) => inner !== primary);
  if (publicIp === null || primary === undefined) return Object.fromEntries(others);
  return Object.fromEntries([[publicIp, primary], ...others]);
}

function replaceFirst(addresses: readonly string[], first: unknown): string[] {
  if (first === null) return [];
  return [first as string, ...addresses.slice(1)];
}
