import { canonicalIpv6, contains, parseCidr } from '../text/ip.ts';
import { parseNetwork } from '../text/network-map.ts';
import { subnetOf } from './complete-addresses.ts';
import type { InstanceDescription, InterfaceDescription } from './description.ts';
import type { Finding } from './finding.ts';
import { primaryIndex } from './primary.ts';

const IPV6 = ['ipv6', 'ipv6Prefixes'] as const;

type InterfaceRule = (each: InterfaceDescription, path: readonly string[]) => readonly Finding[];

/** Names the addresses and blocks that lie in none of the blocks around them; without blocks, none. */
function outside(
  values: readonly (string | null | undefined)[],
  blocks: readonly (string | null | undefined)[],
  path: readonly string[],
  where: string,
): Finding[] {
  const around = blocks.flatMap((block) => (block ? [parseCidr(block) ?? []] : [])).flat();
  if (around.length === 0) return [];
  return values.flatMap((value) => {
    const inner = value ? parseNetwork(value) : undefined;
    if (inner === undefined || around.some((block) => contains(block, inner))) return [];
    const reason = `${value} is not in ${blocks.join(', ')} of ${where}.`;
    return [{ severity: 'error', path, reason } as const];
  });
}

const addressesAreInSubnet: InterfaceRule = (each, path) => {
  const here = `instance.${path.join('.')}`;
  const subnet = [each.subnetCidr];
  return [
    ...outside(each.privateIps ?? [], subnet, [...path, 'privateIps'], `${here}.subnetCidr`),
    ...outside(each.ipv4Prefixes ?? [], subnet, [...path, 'ipv4Prefixes'], `${here}.subnetCidr`),
    ...IPV6.flatMap((name) =>
      outside(
        each[name] ?? [],
        each.subnetIpv6Cidrs ?? [],
        [...path, name],
        `${here}.subnetIpv6Cidrs`,
      ),
    ),
  ];
};

/** A block follows from the addresses in it. */
const addressesShareSubnet: InterfaceRule = ({ privateIps, ipv4Prefixes, subnetCidr }, path) => {
  const inner = [...(privateIps ?? []), ...(ipv4Prefixes ?? [])];
  if (subnetCidr !== undefined || inner.length === 0 || subnetOf(inner) !== undefined) return [];
  const reason = `No subnet of EC2 is as large as to hold all of ${inner.join(', ')}.`;
  return [{ severity: 'warning', path: [...path, 'privateIps'], reason }];
};

const subnetIsInVpc: InterfaceRule = (each, path) => {
  const here = `instance.${path.join('.')}`;
  return [
    ...outside([each.subnetCidr], each.vpcCidrs ?? [], [...path, 'subnetCidr'], `${here}.vpcCidrs`),
    ...outside(
      each.subnetIpv6Cidrs ?? [],
      each.vpcIpv6Cidrs ?? [],
      [...path, 'subnetIpv6Cidrs'],
      `${here}.vpcIpv6Cidrs`,
    ),
  ];
};

const publicAddressesHavePrivateOnes: InterfaceRule = ({ publicIps, privateIps }, path) => {
  if (privateIps === undefined) return [];
  return Object.entries(publicIps ?? {}).flatMap(([publicIp, privateIp]) => {
    if (privateIps?.includes(privateIp)) return [];
    const reason = `${privateIp} is not in instance.${[...path, 'privateIps'].join('.')}.`;
    return [{ severity: 'error', path: [...path, 'publicIps', publicIp], reason } as const];
  });
};

/** EC2 delegates prefixes of these lengths alone. */
const PREFIXES = [
  ['ipv4Prefixes', '/28'],
  ['ipv6Prefixes', '/80'],
] as const;

const prefixesHaveOneLength: InterfaceRule = (each, path) =>
  PREFIXES.flatMap(([name, length]) =>
    (each[name] ?? []).flatMap((prefix) => {
      if (prefix.endsWith(length)) return [];
      const reason = `EC2 delegates prefixes of ${length}, not ${prefix}.`;
      return [{ severity: 'unreal', path: [...path, name], reason } as const];
    }),
  );

const INTERFACE_RULES = [
  addressesAreInSubnet,
  addressesShareSubnet,
  subnetIsInVpc,
  publicAddressesHavePrivateOnes,
  prefixesHaveOneLength,
];

const everyInterface = ({ interfaces }: InstanceDescription): readonly Finding[] =>
  (interfaces ?? []).flatMap((each, index) =>
    INTERFACE_RULES.flatMap((rule) => rule(each, ['interfaces', String(index)])),
  );

/** An address belongs to one interface alone. */
const addressesDiffer = ({ interfaces }: InstanceDescription): readonly Finding[] => {
  const owners = new Map<string, number>();
  return (interfaces ?? []).flatMap(({ privateIps, ipv6 }, index) =>
    [...(privateIps ?? []), ...(ipv6 ?? []).map(canonicalIpv6)].flatMap((address) => {
      const owner = owners.get(address);
      if (owner === undefined) {
        owners.set(address, index);
        return [];
      }
      const reason = `${address} is an address of instance.interfaces.${owner} too.`;
      return [{ severity: 'error', path: ['interfaces', String(index)], reason } as const];
    }),
  );
};

/** The primary address, in short, lies in the subnet of the primary interface. */
const shortAddressIsInSubnet = ({ privateIp, interfaces }: InstanceDescription) => {
  const primary = primaryIndex(interfaces ?? []);
  if (primary === undefined) return [];
  const subnet = interfaces?.[primary]?.subnetCidr;
  const where = `instance.interfaces.${primary}.subnetCidr`;
  return outside([privateIp], [subnet], ['privateIp'], where);
};

/** The public address, in short, is reached by the primary private one. */
const shortPublicAddressHasPrivateOne = ({
  publicIp,
  privateIp,
  interfaces,
}: InstanceDescription): readonly Finding[] => {
  const { privateIps } = interfaces?.[primaryIndex(interfaces) ?? 0] ?? {};
  const hasNone = privateIp === null || privateIps === null || privateIps?.length === 0;
  if (!publicIp || !hasNone) return [];
  const reason = 'A public address needs a private one, and the instance is described without.';
  return [{ severity: 'unreal', path: ['publicIp'], reason }];
};

/** The rules about addresses and the blocks they lie in. */
export const addressRules = [
  everyInterface,
  addressesDiffer,
  shortAddressIsInSubnet,
  shortPublicAddressHasPrivateOne,
];
