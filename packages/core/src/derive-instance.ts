import type { Instance } from './instance.ts';
import { partitionOf } from './partition.ts';
import { zoneIdOf } from './zone-id.ts';

/** Fills in what follows from what was said: region and zone from each other, host names from addresses. */
export function deriveInstance(instance: Instance): Instance {
  const derived: Instance = { ...instance };
  const region = instance.region ?? regionOf(instance.availabilityZone);
  if (region !== undefined) {
    derived.region = region;
    derived.availabilityZone ??= `${region}a`;
    derived.availabilityZoneId ??= zoneIdOf(region, derived.availabilityZone);
  }
  if (instance.privateIp !== undefined) {
    derived.hostname ??= `ip-${dashed(instance.privateIp)}.${internalDomain(region)}`;
  }
  if (instance.publicIp !== undefined) {
    derived.publicHostname ??= `ec2-${dashed(instance.publicIp)}.${publicDomain(region)}`;
  }
  return derived;
}

/** `eu-west-1` of the zone `eu-west-1b`, and `us-west-2` of the Local Zone `us-west-2-lax-1a`. */
function regionOf(zone: string | undefined): string | undefined {
  return zone?.match(/^[a-z]+(?:-[a-z]+)+-\d+/)?.[0];
}

const dashed = (address: string): string => address.replaceAll('.', '-');

/** `us-east-1` keeps the names of the days when it was the only region. */
function internalDomain(region = 'us-east-1'): string {
  return region === 'us-east-1' ? 'ec2.internal' : `${region}.compute.internal`;
}

function publicDomain(region = 'us-east-1'): string {
  return region === 'us-east-1'
    ? 'compute-1.amazonaws.com'
    : `${region}.compute.${partitionOf(region).domain}`;
}
