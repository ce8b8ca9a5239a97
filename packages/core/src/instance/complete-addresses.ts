import {
  canonicalIpv6,
  contains,
  ipv4Around,
  ipv4At,
  ipv4Block,
  ipv4Size,
  ipv6Block,
  parseCidr,
} from '../text/ip.ts';
import { parseNetwork } from '../text/network-map.ts';
import type { InterfaceDescription } from './description.ts';
import type { Draw } from './draw.ts';
import { drawBelow } from './draw.ts';
import { or } from './fallback.ts';
import type { NetworkInterface } from './instance.ts';

type Addresses = Pick<
  NetworkInterface,
  | 'privateIps'
  | 'subnetCidr'
  | 'vpcCidrs'
  | 'ipv4Prefixes'
  | 'ipv6'
  | 'subnetIpv6Cidrs'
  | 'vpcIpv6Cidrs'
  | 'ipv6Prefixes'
>;

/** What of an interface its addresses follow from. */
export type Addressed = InterfaceDescription & {
  /** What other interfaces have in the IPv4 block of the same subnet. */
  readonly neighbours?: readonly string[];
};

/** How long the prefix of the greatest subnet of EC2 is. */
const GREATEST_SUBNET = 16;

/** Addresses and the blocks around them follow from each other. */
export function completeAddresses(
  given: Addressed,
  base: NetworkInterface,
  draw: Draw,
  index: number,
): Addresses {
  const privateIps = privateIpsOf(given);
  const subnetCidr = or(given.subnetCidr, subnetAround(given, base.subnetCidr));
  const ipv6 = given.ipv6 === undefined ? base.ipv6 : (given.ipv6 ?? []).map(canonicalIpv6);
  const subnetIpv6Cidrs =
    or(given.subnetIpv6Cidrs, blocksAround(ipv6, base.subnetIpv6Cidrs, 64)) ?? [];
  return {
    privateIps:
      privateIps === undefined ? addressIn(subnetCidr, base, draw, index) : (privateIps ?? []),
    subnetCidr,
    vpcCidrs: or(given.vpcCidrs, vpcAround(subnetCidr, base)) ?? [],
    ipv4Prefixes: or(given.ipv4Prefixes, base.ipv4Prefixes) ?? [],
    ipv6,
    subnetIpv6Cidrs,
    vpcIpv6Cidrs:
      or(given.vpcIpv6Cidrs, blocksAround(subnetIpv6Cidrs, base.vpcIpv6Cidrs, 56)) ?? [],
    ipv6Prefixes: or(given.ipv6Prefixes, base.ipv6Prefixes) ?? [],
  };
}

/** The addresses that are described, or follow from the public ones that lead to them. */
function privateIpsOf({ privateIps, publicIps }: Addressed): readonly string[] | null | undefined {
  const reached = new Set(Object.values(publicIps ?? {}));
  return privateIps === undefined && reached.size > 0 ? [...reached] : privateIps;
}

/** What is known to lie in the IPv4 block of the subnet of an interface. */
export function innerOf(given: Addressed): readonly string[] {
  return [...(privateIpsOf(given) ?? []), ...(given.ipv4Prefixes ?? [])];
}

/** The block of a subnet: of the length of those of most VPCs, or as large as it has to be. */
export function subnetOf(inner: readonly string[]): string | undefined {
  return ipv4Around(inner, 24, GREATEST_SUBNET);
}

/** An interface without IPv4 lies in a subnet without it. */
function subnetAround(given: Addressed, base: string | null): string | null {
  const privateIps = privateIpsOf(given);
  if (privateIps === null || privateIps?.length === 0) return null;
  const inner = [...innerOf(given), ...(given.neighbours ?? [])];
  const [first] = inner;
  if (first === undefined) return base;
  if (base !== null && inner.every((each) => isWithin(each, [base]))) return base;
  return subnetOf(inner) ?? ipv4Block(first, 24);
}

function vpcAround(subnet: string | null, base: NetworkInterface): readonly string[] {
  if (subnet === null || subnet === base.subnetCidr) return base.vpcCidrs;
  const [address = ''] = subnet.split('/');
  return isWithin(subnet, base.vpcCidrs) ? base.vpcCidrs : [ipv4Block(address, 16)];
}

function blocksAround(
  inner: readonly string[],
  base: readonly string[],
  prefix: number,
): readonly string[] {
  if (inner.every((each) => isWithin(each, base))) return base;
  return [...new Set(inner.map((each) => ipv6Block(each.split('/')[0] ?? '', prefix)))];
}

function isWithin(inner: string, blocks: readonly string[]): boolean {
  const parsed = parseNetwork(inner);
  return blocks.some((block) => {
    const around = parseCidr(block);
    return around !== undefined && parsed !== undefined && contains(around, parsed);
  });
}

/** EC2 keeps the first four addresses of a subnet and the last one for itself. */
const RESERVED = 5;

/** The address of the base, or one drawn from the subnet. */
function addressIn(
  subnet: string | null,
  base: NetworkInterface,
  draw: Draw,
  index: number,
): readonly string[] {
  if (subnet === null || (index === 0 && subnet === base.subnetCidr)) return base.privateIps;
  const room = ipv4Size(subnet) - RESERVED;
  return [ipv4At(subnet, room > 0 ? RESERVED - 1 + drawBelow(draw, `address/${index}`, room) : 0)];
}
