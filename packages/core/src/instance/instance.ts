import * as z from 'zod/mini';
import { SEGMENT } from '../text/path.ts';

/** A field with its meaning, for the JSON Schema of configuration files and for the docs. */
const field = <T extends z.ZodMiniType>(schema: T, meaning: string): z.ZodMiniOptional<T> =>
  z.optional(schema.check(z.describe(meaning)));
const text = (meaning: string) => field(z.string(), meaning);
const texts = (meaning: string) => field(z.array(z.string()), meaning);
const ipv4 = (meaning: string) => field(z.ipv4('an IPv4 address'), meaning);

const accountId = z.string().check(z.regex(/^\d{12}$/, 'twelve digits'));
const mac = z.mac('six bytes such as 0e:49:61:0f:c3:11');
const tagName = z
  .string()
  .check(z.regex(SEGMENT, 'a name other than . and .., without / and control characters'));

/**
 * The schema of {@link Instance}.
 *
 * @public
 */
export const InstanceSchema = z.strictObject({
  id: text('its id: i-0123456789abcdef0'),
  type: text('its type: t4g.small'),
  imageId: text('the id of its AMI'),
  architecture: text('x86_64 or arm64; follows from a type with Graviton'),
  lifeCycle: field(z.enum(['on-demand', 'spot']), 'how it was bought'),
  accountId: field(accountId, 'the account that owns it; moves owner ids and ARNs'),
  reservationId: text('the id of the reservation that launched it'),
  region: text('its region; follows from the zone. Moves partition, ARNs, domains and host names'),
  availabilityZone: text('its zone; without one, that of the region with the letter a'),
  availabilityZoneId: text('the id of the zone, which differs by account'),
  privateIp: ipv4('its private address; moves its host name'),
  publicIp: ipv4('its public address; moves its public host name and the path of the association'),
  hostname: text('its private host name'),
  publicHostname: text('its public host name'),
  mac: field(mac, 'the MAC address of its interface; moves the paths of the network tree'),
  interfaceId: text('the id of its interface'),
  subnetId: text('the id of its subnet'),
  vpcId: text('the id of its VPC'),
  securityGroups: texts('the names of its security groups'),
  securityGroupIds: texts('the ids of its security groups'),
  role: text('its IAM role; moves the path of the credentials'),
  tags: field(z.record(tagName, z.string()), 'its tags: { Name: web-1 }'),
  userData: text('its user data as text, without base64'),
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
