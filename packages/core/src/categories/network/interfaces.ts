import type { LeafDefinition } from '../../contract/category.ts';
import { forEachOf } from '../../contract/category.ts';
import { unlessEmpty } from '../../contract/content.ts';
import type { NetworkInterface } from '../../instance/instance.ts';

/** EC2 lists interfaces in the order of their MAC addresses. */
const ROOT = 'meta-data/network/interfaces/macs/{mac}';

const ofInterface = forEachOf(({ interfaces }) => interfaces);

/** A public address stands before one private address of its interface. */
const ofAssociation = forEachOf(({ interfaces }) =>
  interfaces.flatMap(({ mac, publicIps }) =>
    Object.entries(publicIps).map(([publicIp, privateIp]) => ({
      mac,
      'public-ipv4': publicIp,
      privateIp,
    })),
  ),
);

function leaf(
  key: string,
  name: string,
  since: string,
  value: (
    each: NetworkInterface,
  ) => ReturnType<typeof unlessEmpty<string>> | string | number | null,
): LeafDefinition {
  return ofInterface({ key, path: `${ROOT}/${name}`, value, since });
}

/** What is known of each network interface. */
export const interfaces: readonly LeafDefinition[] = [
  ofAssociation({
    key: 'mac-ipv4-associations',
    path: `${ROOT}/ipv4-associations/{public-ipv4}`,
    value: ({ privateIp }) => privateIp,
    since: '2011-01-01',
  }),
  leaf('mac-device-number', 'device-number', '2011-01-01', ({ deviceNumber }) => deviceNumber),
  leaf('mac-ipv4-prefix', 'ipv4-prefix', '2011-01-01', ({ ipv4Prefixes }) =>
    unlessEmpty(ipv4Prefixes),
  ),
  leaf('mac-ipv6-associations', 'ipv6s', '2016-06-30', ({ ipv6 }) => unlessEmpty(ipv6)),
  leaf('mac-ipv6-prefix', 'ipv6-prefix', '2016-06-30', ({ ipv6Prefixes }) =>
    unlessEmpty(ipv6Prefixes),
  ),
  leaf('mac-local-hostname', 'local-hostname', '2011-01-01', ({ hostname }) => hostname),
  leaf('mac-local-ipv4s', 'local-ipv4s', '2011-01-01', ({ privateIps }) => unlessEmpty(privateIps)),
  leaf('mac-mac', 'mac', '2011-01-01', ({ mac }) => mac),
  leaf('mac-network-interface-id', 'interface-id', '2011-01-01', ({ id }) => id),
  leaf('mac-network-card', 'network-card', '2020-11-01', ({ networkCard }) => networkCard),
  leaf(
    'mac-network-interface-card-index',
    'network-card-index',
    '2020-11-01',
    ({ networkCard }) => networkCard,
  ),
  leaf('mac-owner-id', 'owner-id', '2011-01-01', ({ ownerId }) => ownerId),
  leaf(
    'mac-public-hostname',
    'public-hostname',
    '2011-01-01',
    ({ publicHostname }) => publicHostname,
  ),
  leaf('mac-public-ipv4s', 'public-ipv4s', '2011-01-01', ({ publicIps }) =>
    unlessEmpty(Object.keys(publicIps)),
  ),
  leaf('mac-security-group-ids', 'security-group-ids', '2011-01-01', ({ securityGroupIds }) =>
    unlessEmpty(securityGroupIds),
  ),
  leaf('mac-security-groups', 'security-groups', '2011-01-01', ({ securityGroups }) =>
    unlessEmpty(securityGroups),
  ),
  leaf('mac-subnet-id', 'subnet-id', '2011-01-01', ({ subnetId }) => subnetId),
  leaf(
    'mac-subnet-ipv4-cidr-block',
    'subnet-ipv4-cidr-block',
    '2011-01-01',
    ({ subnetCidr }) => subnetCidr,
  ),
  leaf(
    'mac-subnet-ipv6-cidr-blocks',
    'subnet-ipv6-cidr-blocks',
    '2016-06-30',
    ({ subnetIpv6Cidrs }) => unlessEmpty(subnetIpv6Cidrs),
  ),
  leaf('mac-vpc-id', 'vpc-id', '2011-01-01', ({ vpcId }) => vpcId),
  leaf(
    'mac-vpc-ipv4-cidr-block',
    'vpc-ipv4-cidr-block',
    '2011-01-01',
    ({ vpcCidrs }) => vpcCidrs[0],
  ),
  leaf('mac-vpc-ipv4-cidr-blocks', 'vpc-ipv4-cidr-blocks', '2016-06-30', ({ vpcCidrs }) =>
    unlessEmpty(vpcCidrs),
  ),
  leaf('mac-vpc-ipv6-cidr-blocks', 'vpc-ipv6-cidr-blocks', '2016-06-30', ({ vpcIpv6Cidrs }) =>
    unlessEmpty(vpcIpv6Cidrs),
  ),
];
