import { CATEGORY_CONTRACT, defineCategory } from '../../contract/category.ts';
import { PRIVATE_IP, PUBLIC_IP } from '../../instance/default-addresses.ts';
import type { Instance } from '../../instance/instance.ts';

/** Addresses, host names and network interfaces. */
export const network = defineCategory({
  id: 'network',
  contract: CATEGORY_CONTRACT,
  description: 'Addresses, host names and network interfaces',
  leaves: [
    {
      key: 'hostname',
      path: '/latest/meta-data/hostname',
      value: ({ instance }) => instance.hostname ?? 'ip-172-16-34-43.ec2.internal',
      since: '1.0',
    },
    {
      key: 'local-hostname',
      path: '/latest/meta-data/local-hostname',
      value: ({ instance }) => instance.hostname ?? 'ip-172-16-34-43.ec2.internal',
      since: '2007-01-19',
    },
    {
      key: 'local-ipv4',
      path: '/latest/meta-data/local-ipv4',
      value: ({ instance }) => instance.privateIp ?? PRIVATE_IP,
      since: '1.0',
    },
    {
      key: 'mac',
      path: '/latest/meta-data/mac',
      value: ({ instance }) => instance.mac ?? '0e:49:61:0f:c3:11',
      since: '2011-01-01',
    },
    {
      key: 'mac-device-number',
      path: '/latest/meta-data/network/interfaces/macs/{mac}/device-number',
      value: '0',
      since: '2011-01-01',
    },
    {
      key: 'mac-ipv4-associations',
      path: '/latest/meta-data/network/interfaces/macs/{mac}/ipv4-associations/{public-ipv4}',
      value: ({ instance }) => associatedIp(instance),
      since: '2011-01-01',
    },
    {
      key: 'mac-ipv6-associations',
      path: '/latest/meta-data/network/interfaces/macs/{mac}/ipv6s',
      value: '2001:db8:8:4::2',
      since: '2016-06-30',
    },
    {
      key: 'mac-local-hostname',
      path: '/latest/meta-data/network/interfaces/macs/{mac}/local-hostname',
      value: ({ instance }) => instance.hostname ?? 'ip-172-16-34-43.ec2.internal',
      since: '2007-01-19',
    },
    {
      key: 'mac-local-ipv4s',
      path: '/latest/meta-data/network/interfaces/macs/{mac}/local-ipv4s',
      value: ({ instance }) => instance.privateIp ?? PRIVATE_IP,
      since: '2011-01-01',
    },
    {
      key: 'mac-mac',
      path: '/latest/meta-data/network/interfaces/macs/{mac}/mac',
      value: ({ instance }) => instance.mac ?? '0e:49:61:0f:c3:11',
      since: '2011-01-01',
    },
    {
      key: 'mac-network-interface-id',
      path: '/latest/meta-data/network/interfaces/macs/{mac}/interface-id',
      value: ({ instance }) => instance.interfaceId ?? 'eni-0f95d3625f5c521cc',
      since: '2011-01-01',
    },
    {
      key: 'mac-network-interface-card-index',
      path: '/latest/meta-data/network/interfaces/macs/{mac}/network-card-index',
      value: '0',
      since: '2020-11-01',
    },
    {
      key: 'mac-owner-id',
      path: '/latest/meta-data/network/interfaces/macs/{mac}/owner-id',
      value: ({ instance }) => instance.accountId ?? '515336597381',
      since: '2011-01-01',
    },
    {
      key: 'mac-public-hostname',
      path: '/latest/meta-data/network/interfaces/macs/{mac}/public-hostname',
      value: ({ instance }) => instance.publicHostname ?? 'ec2-192-0-2-54.compute-1.amazonaws.com',
      since: '2011-01-01',
    },
    {
      key: 'mac-public-ipv4s',
      path: '/latest/meta-data/network/interfaces/macs/{mac}/public-ipv4s',
      value: ({ instance }) => instance.publicIp ?? PUBLIC_IP,
      since: '2011-01-01',
    },
    {
      key: 'mac-security-group-ids',
      path: '/latest/meta-data/network/interfaces/macs/{mac}/security-group-ids',
      value: ({ instance }) => instance.securityGroupIds ?? 'sg-0b07f8f6cb485d4df',
      since: '2011-01-01',
    },
    {
      key: 'mac-security-groups',
      path: '/latest/meta-data/network/interfaces/macs/{mac}/security-groups',
      value: ({ instance }) => instance.securityGroups ?? 'ura-launch-wizard-harry-1',
      since: '2011-01-01',
    },
    {
      key: 'mac-subnet-id',
      path: '/latest/meta-data/network/interfaces/macs/{mac}/subnet-id',
      value: ({ instance }) => instance.subnetId ?? 'subnet-0ac62554',
      since: '2011-01-01',
    },
    {
      key: 'mac-subnet-ipv4-cidr-block',
      path: '/latest/meta-data/network/interfaces/macs/{mac}/subnet-ipv4-cidr-block',
      value: '192.0.2.0/24',
      since: '2011-01-01',
    },
    {
      key: 'mac-subnet-ipv6-cidr-blocks',
      path: '/latest/meta-data/network/interfaces/macs/{mac}/subnet-ipv6-cidr-blocks',
      value: '2001:db8::/32',
      since: '2016-06-30',
    },
    {
      key: 'mac-vpc-id',
      path: '/latest/meta-data/network/interfaces/macs/{mac}/vpc-id',
      value: ({ instance }) => instance.vpcId ?? 'vpc-d295a6a7',
      since: '2011-01-01',
    },
    {
      key: 'mac-vpc-ipv4-cidr-block',
      path: '/latest/meta-data/network/interfaces/macs/{mac}/vpc-ipv4-cidr-block',
      value: '192.0.2.0/24',
      since: '2011-01-01',
    },
    {
      key: 'mac-vpc-ipv4-cidr-blocks',
      path: '/latest/meta-data/network/interfaces/macs/{mac}/vpc-ipv4-cidr-blocks',
      value: '192.0.2.0/24',
      since: '2016-06-30',
    },
    {
      key: 'mac-vpc-ipv6-cidr-blocks',
      path: '/latest/meta-data/network/interfaces/macs/{mac}/vpc-ipv6-cidr-blocks',
      value: '2001:db8::/32',
      since: '2016-06-30',
    },
    {
      key: 'public-hostname',
      path: '/latest/meta-data/public-hostname',
      value: ({ instance }) => instance.publicHostname ?? 'ec2-192-0-2-54.compute-1.amazonaws.com',
      since: '2007-01-19',
    },
    {
      key: 'public-ipv4',
      path: '/latest/meta-data/public-ipv4',
      value: ({ instance }) => instance.publicIp ?? PUBLIC_IP,
      since: '2007-01-19',
    },
    {
      key: 'security-groups',
      path: '/latest/meta-data/security-groups',
      value: ({ instance }) => instance.securityGroups ?? 'ura-launch-wizard-harry-1',
      since: '1.0',
    },
  ],
});

/** The real service answers the private address behind the public one; AEMM repeats the public one. */
function associatedIp({ privateIp, publicIp }: Instance): string {
  return privateIp ?? (publicIp === undefined ? PUBLIC_IP : PRIVATE_IP);
}
