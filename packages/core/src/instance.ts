import * as z from 'zod/mini';

const text = z.optional(z.string());
const texts = z.optional(z.array(z.string()));

/**
 * The schema of {@link Instance}.
 *
 * @public
 */
export const InstanceSchema = z.strictObject({
  id: text,
  type: text,
  imageId: text,
  architecture: text,
  lifeCycle: z.optional(z.enum(['on-demand', 'spot'])),
  accountId: z.optional(z.string().check(z.regex(/^\d{12}$/))),
  reservationId: text,
  region: text,
  availabilityZone: text,
  availabilityZoneId: text,
  privateIp: text,
  publicIp: text,
  hostname: text,
  publicHostname: text,
  mac: text,
  interfaceId: text,
  subnetId: text,
  vpcId: text,
  securityGroups: texts,
  securityGroupIds: texts,
  role: text,
  tags: z.optional(z.record(z.string(), z.string())),
  userData: text,
});

/**
 * The simulated EC2 instance: one coherent description from which metadata, network tree and identity document follow.
 * What is left out keeps AEMM's default.
 *
 * @public
 */
export type Instance = z.infer<typeof InstanceSchema>;

/** Fills in what follows from what was said: the region from the zone, host names from addresses. */
export function deriveInstance(instance: Instance): Instance {
  const region = instance.region ?? instance.availabilityZone?.replace(/[a-z]$/, '');
  const derived: Instance = { ...instance };
  if (region !== undefined) derived.region = region;
  if (instance.privateIp !== undefined) {
    derived.hostname ??= `ip-${dashed(instance.privateIp)}.${internalDomain(region)}`;
  }
  if (instance.publicIp !== undefined) {
    derived.publicHostname ??= `ec2-${dashed(instance.publicIp)}.${publicDomain(region)}`;
  }
  return derived;
}

const dashed = (address: string): string => address.replaceAll('.', '-');

/** `us-east-1` keeps the names of the days when it was the only region. */
function internalDomain(region = 'us-east-1'): string {
  return region === 'us-east-1' ? 'ec2.internal' : `${region}.compute.internal`;
}

function publicDomain(region = 'us-east-1'): string {
  return region === 'us-east-1' ? 'compute-1.amazonaws.com' : `${region}.compute.amazonaws.com`;
}
