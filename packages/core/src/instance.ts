import * as z from 'zod/mini';
import { SEGMENT } from './path.ts';

const text = z.optional(z.string());
const tagName = z
  .string()
  .check(z.regex(SEGMENT, 'a name other than . and .., without / and control characters'));
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
  accountId: z.optional(z.string().check(z.regex(/^\d{12}$/, 'twelve digits'))),
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
  tags: z.optional(z.record(tagName, z.string())),
  userData: text,
});

/**
 * The simulated EC2 instance: one coherent description from which metadata, network tree and identity document follow.
 * What is left out and does not follow from the rest keeps AEMM's default.
 *
 * Region and zone follow from each other; partition, domain and ARNs from the region; host names from addresses and
 * region; `arm64` from a type with Graviton. Which id a zone has differs by account, so without `availabilityZoneId`
 * it is made of region and letter: `apse2-az3` for `ap-southeast-2c`. Where nothing tells it, as for a Local Zone, the
 * id is not served.
 *
 * @public
 */
export type Instance = z.infer<typeof InstanceSchema>;
