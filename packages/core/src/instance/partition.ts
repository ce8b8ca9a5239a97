/** A part of AWS that shares nothing with the others: its regions have ARNs and domain names of their own. */
export interface Partition {
  /** As ARNs have it: `aws-cn`. */
  readonly id: string;
  /** The end of the names of its services and public hosts. */
  readonly domain: string;
}

const AWS: Partition = { id: 'aws', domain: 'amazonaws.com' };

/** By prefixes of region names, as the AWS SDKs distinguish partitions. */
const OTHERS: Readonly<Record<string, Partition>> = {
  'cn-': { id: 'aws-cn', domain: 'amazonaws.com.cn' },
  'us-gov-': { id: 'aws-us-gov', domain: 'amazonaws.com' },
  'us-iso-': { id: 'aws-iso', domain: 'c2s.ic.gov' },
  'us-isob-': { id: 'aws-iso-b', domain: 'sc2s.sgov.gov' },
  'eu-isoe-': { id: 'aws-iso-e', domain: 'cloud.adc-e.uk' },
  'us-isof-': { id: 'aws-iso-f', domain: 'csp.hci.ic.gov' },
  'eusc-': { id: 'aws-eusc', domain: 'amazonaws.eu' },
};

/**
 * The partition of a region; `aws` for those that no other one claims.
 *
 * @see https://github.com/boto/botocore/blob/develop/botocore/data/partitions.json
 */
export function partitionOf(region: string): Partition {
  const found = Object.entries(OTHERS).find(([prefix]) => region.startsWith(prefix));
  return found?.[1] ?? AWS;
}
