import { architectureOf } from './architecture.ts';
import { PRIVATE_IP, PUBLIC_IP } from './default-addresses.ts';
import { privateName, publicName } from './host-names.ts';
import type { Instance } from './instance.ts';
import { zoneIdOf } from './zone-id.ts';

/** Fills in what follows from what was said. */
export function deriveInstance(instance: Instance): Instance {
  const derived: Instance = { ...instance };
  const { privateIp, publicIp } = instance;
  const region = instance.region ?? regionOf(instance.availabilityZone);
  if (region !== undefined) {
    derived.region = region;
    derived.availabilityZone ??= `${region}a`;
    derived.availabilityZoneId ??= zoneIdOf(region, derived.availabilityZone);
  }
  if (region !== undefined || privateIp !== undefined) {
    derived.hostname ??= privateName(privateIp ?? PRIVATE_IP, region);
  }
  if (region !== undefined || publicIp !== undefined) {
    derived.publicHostname ??= publicName(publicIp ?? PUBLIC_IP, region);
  }
  derived.architecture ??= architectureOf(instance.type);
  return derived;
}

/** `eu-west-1` of the zone `eu-west-1b`, and `us-west-2` of the Local Zone `us-west-2-lax-1a`. */
function regionOf(zone: string | undefined): string | undefined {
  return zone?.match(/^[a-z]+(?:-[a-z]+)+-\d+/)?.[0];
}
