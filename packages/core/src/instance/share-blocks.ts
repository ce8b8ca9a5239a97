import type { Addressed } from './complete-addresses.ts';
import { innerOf } from './complete-addresses.ts';
import type { NetworkInterface } from './instance.ts';

/** The interfaces of an instance, the primary one first. */
export type Interfaces = readonly [NetworkInterface, ...NetworkInterface[]];

/** Interfaces of one subnet have one block: that of any of them, or one that follows from the addresses of all. */
export function shareSubnets<T extends Addressed>(described: readonly T[]): readonly T[] {
  return described.map((each) => {
    const { subnetId, subnetCidr } = each;
    if (!subnetId || subnetCidr !== undefined) return each;
    const others = described.filter((other) => other !== each && other.subnetId === subnetId);
    const known = others.find((other) => other.subnetCidr)?.subnetCidr;
    if (known) return { ...each, subnetCidr: known };
    return { ...each, neighbours: others.flatMap(innerOf) };
  });
}

/** A VPC has the same blocks wherever it is seen: all those that its interfaces lead to. */
export function shareVpcs(
  [first, ...rest]: Interfaces,
  described: readonly Addressed[],
): Interfaces {
  const all = [first, ...rest];
  const share = (each: NetworkInterface, index: number): NetworkInterface => {
    const { vpcCidrs, vpcIpv6Cidrs } = described[index] ?? {};
    const ofVpc = all.filter(({ vpcId }) => vpcId !== null && vpcId === each.vpcId);
    if (ofVpc.length === 0) return each;
    return {
      ...each,
      ...(vpcCidrs === undefined && { vpcCidrs: once(ofVpc, 'vpcCidrs') }),
      ...(vpcIpv6Cidrs === undefined && { vpcIpv6Cidrs: once(ofVpc, 'vpcIpv6Cidrs') }),
    };
  };
  return [share(first, 0), ...rest.map((each, index) => share(each, index + 1))];
}

function once(
  interfaces: readonly NetworkInterface[],
  name: 'vpcCidrs' | 'vpcIpv6Cidrs',
): readonly string[] {
  return [...new Set(interfaces.flatMap((each) => each[name]))];
}
