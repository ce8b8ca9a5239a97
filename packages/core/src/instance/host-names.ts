import { partitionOf } from './partition.ts';

/** `us-east-1` keeps the names of the days when it was the only region. */
const OLDEST_REGION = 'us-east-1';

/** The name of a private address within its network. */
export function privateName(address: string, region: string): string {
  return `ip-${dashed(address)}.${privateDomain(region)}`;
}

/** The name of an instance without an IPv4 address within its network. */
export function resourceName(id: string, region: string): string {
  return `${id}.${privateDomain(region)}`;
}

/** The name of a public address. */
export function publicName(address: string, region: string): string {
  const label = region === OLDEST_REGION ? 'compute-1' : `${region}.compute`;
  return `ec2-${dashed(address)}.${label}.${partitionOf(region).domain}`;
}

function privateDomain(region: string): string {
  return region === OLDEST_REGION ? 'ec2.internal' : `${region}.compute.internal`;
}

const dashed = (address: string): string => address.replaceAll('.', '-');
