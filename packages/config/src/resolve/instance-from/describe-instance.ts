import type { InstanceDescription } from '@aemm/core';
import { isExposedTag } from '@aemm/core';
import { describeInterfaces } from './describe-interface.ts';
import type { Ec2Instance, Reserved } from './reservation.ts';

/** Describes an instance of EC2 as a configuration does. `null`: EC2 describes it without. */
export function describeInstance({ instance, reservation }: Reserved): InstanceDescription {
  const { Placement: placement, NetworkInterfaces: interfaces = [] } = instance;
  return defined({
    id: instance.InstanceId,
    type: instance.InstanceType,
    imageId: instance.ImageId,
    productCodes: (instance.ProductCodes ?? []).map(({ ProductCodeId }) => ProductCodeId),
    kernelId: instance.KernelId ?? null,
    ramdiskId: instance.RamdiskId ?? null,
    // The document of a Mac instance has the architecture of its processor.
    architecture: instance.Architecture?.replace(/_mac$/, ''),
    lifeCycle: instance.InstanceLifecycle ?? 'on-demand',
    accountId: reservation.OwnerId ?? interfaces[0]?.OwnerId,
    reservationId: reservation.ReservationId,
    launchedAt: instance.LaunchTime,
    launchIndex: instance.AmiLaunchIndex,
    availabilityZone: placement?.AvailabilityZone,
    availabilityZoneId: placement?.AvailabilityZoneId,
    placement: {
      groupName: placement?.GroupName || null,
      partitionNumber: placement?.PartitionNumber ?? null,
      hostId: placement?.HostId ?? null,
    },
    hostname: instance.PrivateDnsName || undefined,
    publicHostname: instance.PublicDnsName || null,
    interfaces: interfaces.length === 0 ? undefined : describeInterfaces(interfaces),
    ...describeProfile(instance),
    keyPairs: instance.KeyName === undefined ? [] : [{ name: instance.KeyName }],
    ...describeTags(instance),
    monitoring: describeMonitoring(instance),
    blockDevices: describeBlockDevices(instance),
  });
}

function defined(description: { [Name in keyof InstanceDescription]: unknown }) {
  const fields = Object.entries(description).filter(([, value]) => value !== undefined);
  return Object.fromEntries(fields) as InstanceDescription;
}

/** EC2 describes the instance profile, not its role, which has the same name if the console made both. */
function describeProfile({ IamInstanceProfile: profile }: Ec2Instance): InstanceDescription {
  const [, ...path] = profile?.Arn.split('/') ?? [];
  return {
    role: path.at(-1) ?? null,
    instanceProfile: path.length === 0 ? null : path.join('/'),
    instanceProfileId: profile?.Id ?? null,
  };
}

function describeTags({ Tags: tags = [] }: Ec2Instance): InstanceDescription {
  const exposed = tags.filter(({ Key }) => isExposedTag(Key));
  return {
    tags: Object.fromEntries(exposed.map(({ Key, Value }) => [Key, Value])),
    autoScaling: tags.some(({ Key }) => Key === 'aws:autoscaling:groupName'),
  };
}

function describeMonitoring({ Monitoring: monitoring }: Ec2Instance): string | undefined {
  if (monitoring?.State === undefined) return undefined;
  return /^(?:enabled|pending)$/.test(monitoring.State) ? 'enabled' : 'disabled';
}

/** The root volume under both of its names, and the others in their order, as block-device-mapping/ has them. */
function describeBlockDevices(instance: Ec2Instance): Record<string, string> | undefined {
  const { RootDeviceName: root, BlockDeviceMappings: mappings } = instance;
  if (mappings === undefined) return undefined;
  const others = mappings.filter(({ DeviceName }) => DeviceName !== root);
  return {
    ...(root && { ami: root, root }),
    ...Object.fromEntries(
      others.map(({ DeviceName }, index) => [
        `ebs${index + 1}`,
        DeviceName.replace(/^\/dev\//, ''),
      ]),
    ),
  };
}
