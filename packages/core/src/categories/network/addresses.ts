import type { LeafDefinition } from '../../contract/category.ts';
import { unlessEmpty } from '../../contract/content.ts';

/** The addresses and names of the instance, which are those of its primary interface. */
export const addresses: readonly LeafDefinition[] = [
  {
    key: 'hostname',
    path: 'meta-data/hostname',
    value: ({ instance }) => instance.hostname,
    since: '1.0',
  },
  {
    key: 'ipv6',
    path: 'meta-data/ipv6',
    value: ({ instance }) => instance.ipv6,
    since: '2021-01-03',
  },
  {
    key: 'local-hostname',
    path: 'meta-data/local-hostname',
    value: ({ instance }) => instance.hostname,
    since: '2007-01-19',
  },
  {
    key: 'local-ipv4',
    path: 'meta-data/local-ipv4',
    value: ({ instance }) => instance.privateIp,
    since: '1.0',
  },
  {
    key: 'mac',
    path: 'meta-data/mac',
    value: ({ instance }) => instance.mac,
    since: '2011-01-01',
  },
  {
    key: 'public-hostname',
    path: 'meta-data/public-hostname',
    value: ({ instance }) => instance.publicHostname,
    since: '2007-01-19',
  },
  {
    key: 'public-ipv4',
    path: 'meta-data/public-ipv4',
    value: ({ instance }) => instance.publicIp,
    since: '2007-01-19',
  },
  {
    key: 'security-groups',
    path: 'meta-data/security-groups',
    value: ({ instance }) => unlessEmpty(instance.securityGroups),
    since: '1.0',
  },
];
