import { partitionOf } from './partition.ts';

/** `us-east-1` keeps the names of the days when it was the only region. */
const OLDEST_REGION = 'us-east-1';

/** The name of a private address within its network. */
export function privateName(address: string, region = OLDEST_REGION): string {
  const domain = region === OLDEST_REGION ? 'ec2.internal' : `${region}.compute.internal`;
  return `ip-${dashed(address)}.${domain}`;
}

/** The name of a public address. */
export function publicName(address: string, region = OLDEST_REGION): string {
  const label = region === OLDEST_REGION ? 'compute-1' : `${region}.compute`;
  return `ec2-${dashed(address)}.${label}.${partitionOf(region).domain}`;
}

const dashed = (address: string): string => address.replaceAll('.', '-');
