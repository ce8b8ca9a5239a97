/**
 * The simulated EC2 instance, complete: what every category reads. `null`, or an empty list, is what it does not have.
 *
 * @public
 */
export interface Instance {
  /** Its id: `i-0123456789abcdef0`. */
  readonly id: string | null;
  /** Its type: `m5.large`. */
  readonly type: string | null;
  /** The id of its AMI. */
  readonly imageId: string | null;
  /** The AMIs that its AMI was made from. */
  readonly ancestorAmiIds: readonly string[];
  /** The Marketplace product codes of its AMI. */
  readonly productCodes: readonly string[];
  /** The id of its kernel image. */
  readonly kernelId: string | null;
  /** The id of its RAM disk image. */
  readonly ramdiskId: string | null;
  /** `x86_64` or `arm64`. */
  readonly architecture: string | null;
  /** How it was bought: `on-demand`. */
  readonly lifeCycle: string | null;
  /** The account that owns it, twelve digits. */
  readonly accountId: string | null;
  /** The id of the reservation that launched it. */
  readonly reservationId: string | null;
  /** When it was launched, in RFC 3339. */
  readonly launchedAt: string | null;
  /** Its position among the instances of one launch. */
  readonly launchIndex: number | null;
  /** Its region. */
  readonly region: string | null;
  /** The partition of AWS that the region belongs to: `aws`. */
  readonly partition: string;
  /** The end of the names of AWS services there: `amazonaws.com`. */
  readonly domain: string;
  /** Its zone. */
  readonly availabilityZone: string | null;
  /** The id of its zone. */
  readonly availabilityZoneId: string | null;
  /** How it is placed. */
  readonly placement: Placement;
  /** Its primary private address. */
  readonly privateIp: string | null;
  /** Its primary public address. */
  readonly publicIp: string | null;
  /** Its primary IPv6 address. */
  readonly ipv6: string | null;
  /** Its private host name. */
  readonly hostname: string | null;
  /** Its public host name. */
  readonly publicHostname: string | null;
  /** The MAC address of its primary interface. */
  readonly mac: string | null;
  /** The names of the security groups of its primary interface. */
  readonly securityGroups: readonly string[];
  /** Its network interfaces, the primary one first. */
  readonly interfaces: readonly NetworkInterface[];
  /** Its IAM role. */
  readonly role: string | null;
  /** The name of its instance profile, after its path if it has one. */
  readonly instanceProfile: string | null;
  /** The id of its instance profile. */
  readonly instanceProfileId: string | null;
  /** The key pairs given at launch. */
  readonly keyPairs: readonly KeyPair[];
  /** Its tags by name. */
  readonly tags: Readonly<Record<string, string>>;
  /** Its user data, in base64. */
  readonly userData: string | null;
  /** Whether it belongs to an Auto Scaling group. */
  readonly autoScaling: boolean;
  /** Whether it has detailed monitoring: `enabled`, `disabled`. */
  readonly monitoring: string | null;
  /** Device names by their role: `root`. */
  readonly blockDevices: Readonly<Record<string, string>>;
  /** The id of its Elastic Inference accelerator, of a service that is closed. */
  readonly acceleratorId: string | null;
  /** The seed that the ids were drawn from, for what a category draws itself. */
  readonly seed: number;
}

/**
 * How an instance is placed.
 *
 * @public
 */
export interface Placement {
  /** Its placement group. */
  readonly groupName: string | null;
  /** Its partition within the placement group. */
  readonly partitionNumber: number | null;
  /** The id of its Dedicated Host. */
  readonly hostId: string | null;
}

/**
 * A key pair.
 *
 * @public
 */
export interface KeyPair {
  /** Its name. */
  readonly name: string;
  /** The public key in the format of OpenSSH. */
  readonly publicKey: string;
}

/**
 * A network interface of an instance.
 *
 * @public
 */
export interface NetworkInterface {
  /** The index of its attachment. */
  readonly deviceNumber: number | null;
  /** The index of its network card. */
  readonly networkCard: number | null;
  /** Its MAC address, in lower case. */
  readonly mac: string | null;
  /** Its id. */
  readonly id: string | null;
  /** The account that owns it. */
  readonly ownerId: string | null;
  /** The id of its subnet. */
  readonly subnetId: string | null;
  /** The IPv4 block of its subnet. */
  readonly subnetCidr: string | null;
  /** The IPv6 blocks of its subnet. */
  readonly subnetIpv6Cidrs: readonly string[];
  /** The id of its VPC. */
  readonly vpcId: string | null;
  /** The IPv4 blocks of its VPC. */
  readonly vpcCidrs: readonly string[];
  /** The IPv6 blocks of its VPC. */
  readonly vpcIpv6Cidrs: readonly string[];
  /** Its private addresses, the primary one first. */
  readonly privateIps: readonly string[];
  /** Private addresses by the public ones before them. */
  readonly publicIps: Readonly<Record<string, string>>;
  /** Its IPv6 addresses. */
  readonly ipv6: readonly string[];
  /** The IPv4 prefixes delegated to it. */
  readonly ipv4Prefixes: readonly string[];
  /** The IPv6 prefixes delegated to it. */
  readonly ipv6Prefixes: readonly string[];
  /** The ids of its security groups. */
  readonly securityGroupIds: readonly string[];
  /** The names of its security groups. */
  readonly securityGroups: readonly string[];
  /** Its private host name. */
  readonly hostname: string | null;
  /** Its public host name. */
  readonly publicHostname: string | null;
}
