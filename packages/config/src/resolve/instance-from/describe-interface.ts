import type { InstanceDescription } from '@aemm/core';
import type { Ec2Interface } from './reservation.ts';

type InterfaceDescription = NonNullable<InstanceDescription['interfaces']>[number];

/** Describes the network interfaces of an instance as a configuration does. */
export function describeInterfaces(interfaces: readonly Ec2Interface[]): InterfaceDescription[] {
  // The service does not name the only card of an instance.
  const hasCards = interfaces.some(({ Attachment }) => (Attachment?.NetworkCardIndex ?? 0) > 0);
  return interfaces.map((each) => ({
    ...describeInterface(each),
    networkCard: hasCards ? (each.Attachment?.NetworkCardIndex ?? 0) : null,
  }));
}

function describeInterface(each: Ec2Interface): InterfaceDescription {
  const addresses = [...(each.PrivateIpAddresses ?? [])].sort(
    (one, other) => Number(other.Primary ?? false) - Number(one.Primary ?? false),
  );
  const publicIps = addresses.flatMap(({ PrivateIpAddress, Association }) =>
    Association?.PublicIp === undefined ? [] : [[Association.PublicIp, PrivateIpAddress]],
  );
  return {
    deviceNumber: each.Attachment?.DeviceIndex,
    mac: each.MacAddress,
    id: each.NetworkInterfaceId,
    ownerId: each.OwnerId,
    subnetId: each.SubnetId,
    vpcId: each.VpcId,
    privateIps: addresses.map(({ PrivateIpAddress }) => PrivateIpAddress),
    publicIps: Object.fromEntries(publicIps),
    ipv6: (each.Ipv6Addresses ?? []).map(({ Ipv6Address }) => Ipv6Address),
    ipv4Prefixes: (each.Ipv4Prefixes ?? []).map(({ Ipv4Prefix }) => Ipv4Prefix),
    ipv6Prefixes: (each.Ipv6Prefixes ?? []).map(({ Ipv6Prefix }) => Ipv6Prefix),
    securityGroups: (each.Groups ?? []).map(({ GroupId, GroupName }) => ({
      id: GroupId,
      name: GroupName,
    })),
  };
}
