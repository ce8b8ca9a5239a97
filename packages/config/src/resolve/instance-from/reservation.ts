import * as z from 'zod/mini';

const text = z.optional(z.string());
const count = z.optional(z.int().check(z.nonnegative()));

const AddressSchema = z.object({
  PrivateIpAddress: z.string(),
  Primary: z.optional(z.boolean()),
  Association: z.optional(z.object({ PublicIp: text })),
});

const InterfaceSchema = z.object({
  MacAddress: text,
  NetworkInterfaceId: text,
  OwnerId: text,
  SubnetId: text,
  VpcId: text,
  Attachment: z.optional(z.object({ DeviceIndex: count, NetworkCardIndex: count })),
  Groups: z.optional(z.array(z.object({ GroupId: z.string(), GroupName: z.string() }))),
  PrivateIpAddresses: z.optional(z.array(AddressSchema)),
  Ipv6Addresses: z.optional(z.array(z.object({ Ipv6Address: z.string() }))),
  Ipv4Prefixes: z.optional(z.array(z.object({ Ipv4Prefix: z.string() }))),
  Ipv6Prefixes: z.optional(z.array(z.object({ Ipv6Prefix: z.string() }))),
});

/** What of an instance in the output of `aws ec2 describe-instances` the metadata depends on; the rest is ignored. */
const InstanceSchema = z.object({
  InstanceId: z.string(),
  InstanceType: text,
  ImageId: text,
  KernelId: text,
  RamdiskId: text,
  Architecture: text,
  LaunchTime: text,
  AmiLaunchIndex: count,
  InstanceLifecycle: text,
  KeyName: text,
  PrivateDnsName: text,
  PublicDnsName: text,
  RootDeviceName: text,
  ProductCodes: z.optional(z.array(z.object({ ProductCodeId: z.string() }))),
  Monitoring: z.optional(z.object({ State: text })),
  Placement: z.optional(
    z.object({
      AvailabilityZone: text,
      AvailabilityZoneId: text,
      GroupName: text,
      PartitionNumber: count,
      HostId: text,
    }),
  ),
  IamInstanceProfile: z.optional(z.object({ Arn: z.string(), Id: text })),
  BlockDeviceMappings: z.optional(z.array(z.object({ DeviceName: z.string() }))),
  Tags: z.optional(z.array(z.object({ Key: z.string(), Value: z.string() }))),
  NetworkInterfaces: z.optional(z.array(InterfaceSchema)),
  MetadataOptions: z.optional(
    z.object({
      HttpTokens: text,
      HttpEndpoint: text,
      HttpPutResponseHopLimit: count,
      InstanceMetadataTags: text,
    }),
  ),
});

const ReservationSchema = z.object({
  ReservationId: text,
  OwnerId: text,
  Instances: z.array(InstanceSchema),
});

/** An instance as EC2 describes it. */
export type Ec2Instance = z.infer<typeof InstanceSchema>;

/** A network interface as EC2 describes it. */
export type Ec2Interface = z.infer<typeof InterfaceSchema>;

/** An instance, and what EC2 has of its reservation. */
export interface Reserved {
  readonly instance: Ec2Instance;
  readonly reservation: Omit<z.infer<typeof ReservationSchema>, 'Instances'>;
}

/** Reads the instances of a description; a text is what is wrong with it. */
export function readReservations(description: unknown): readonly Reserved[] | string {
  const parsed = z.array(ReservationSchema).safeParse(reservationsIn(description));
  if (!parsed.success) {
    const where = parsed.error.issues[0]?.path.map(String).join('.');
    return `It is not the JSON of aws ec2 describe-instances: Reservations.${where} is not as EC2 has it.`;
  }
  return parsed.data.flatMap(({ Instances, ...reservation }) =>
    Instances.map((instance) => ({ instance, reservation })),
  );
}

/** The whole output, or the part of it that `--query` picks: reservations, instances, or one of them. */
function reservationsIn(description: unknown): readonly unknown[] {
  if (Array.isArray(description)) return description.flatMap(reservationsIn);
  if (typeof description !== 'object' || description === null) return [description];
  if ('Reservations' in description) return [description.Reservations].flat(1);
  return 'InstanceId' in description ? [{ Instances: [description] }] : [description];
}
