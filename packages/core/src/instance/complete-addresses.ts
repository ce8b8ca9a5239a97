import {
  contains,
  ipv4At,
  ipv4Block,
  ipv4Size,
  ipv6Block,
  parseAddress,
  parseCidr,
} from '../text/ip.ts';
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

/** Addresses and the blocks around them follow from each other. */
export function completeAddresses(
  given: InterfaceDescription,
  base: NetworkInterface,
  draw: Draw,
  index: number,
): Addresses {
  const { privateIps } = given;
  const subnetCidr = or(given.subnetCidr, subnetAround(privateIps, base.subnetCidr));
  const ipv6 = or(given.ipv6, base.ipv6) ?? [];
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

/** An interface without IPv4 lies in a subnet without it. */
function subnetAround(
  privateIps: readonly string[] | null | undefined,
  base: string | null,
): string | null {
  if (privateIps === undefined) return base;
  const [address] = privateIps ?? [];
  if (address === undefined) return null;
  return base !== null && isWithin(address, [base]) ? base : ipv4Block(address, 24);
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
  const [first] = inner;
  if (first === undefined || isWithin(first, base)) return base;
  const [address = ''] = first.split('/');
  return [ipv6Block(address, prefix)];
}

function isWithin(inner: string, blocks: readonly string[]): boolean {
  const parsed = parseCidr(inner) ?? parseAddress(inner);
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
