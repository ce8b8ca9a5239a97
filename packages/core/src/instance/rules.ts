import { sizeOfBase64 } from '../text/base64.ts';
import { addressRules } from './address-rules.ts';
import { architectureOf } from './architecture.ts';
import type { InstanceDescription, InterfaceDescription } from './description.ts';
import type { Finding } from './finding.ts';
import { primaryIndex, publicIpOf } from './primary.ts';
import { regionOf } from './region.ts';
import { isExposedTag } from './tags.ts';
import { refusalOfUserData } from './user-data.ts';
import { shortRegionOf } from './zone-id.ts';

/** A rule between fields of a description, named by what it demands. */
type Rule = (description: InstanceDescription) => readonly Finding[];

/** Checks what the schema cannot: fields that contradict each other, and what EC2 would refuse. */
export function checkDescription(description: InstanceDescription): readonly Finding[] {
  return RULES.flatMap((rule) => rule(description));
}

const zoneIsInRegion: Rule = ({ region, availabilityZone }) => {
  if (!region || !availabilityZone) return [];
  // `eu-west-1b`, and the Local Zone `us-west-2-lax-1a` of `us-west-2`.
  const rest = availabilityZone.slice(region.length);
  if (availabilityZone.startsWith(region) && /^(?:[a-z]|-[a-z].*)$/.test(rest)) return [];
  const reason = 'the name of a zone begins with that of its region.';
  return [{ severity: 'error', path: ['availabilityZone'], conflict: ['region'], reason }];
};

const zoneIdIsOfRegion: Rule = ({ region, availabilityZone, availabilityZoneId }) => {
  const here = region ?? regionOf(availabilityZone ?? '');
  const short = here ? shortRegionOf(here) : undefined;
  if (!availabilityZoneId || !short || availabilityZoneId.startsWith(`${short}-`)) return [];
  const reason = `The ids of zones of ${here} begin with ${short}-.`;
  return [{ severity: 'unreal', path: ['availabilityZoneId'], reason }];
};

const userDataIsGivenOnce: Rule = ({ userData, userDataBase64 }) => {
  if (!userData || !userDataBase64) return [];
  const reason = 'Give either instance.userData or instance.userDataBase64.';
  return [{ severity: 'error', path: ['userDataBase64'], reason }];
};

const userDataFits: Rule = ({ userData, userDataBase64 }) => {
  const bytes = userData
    ? new TextEncoder().encode(userData).length
    : sizeOfBase64(userDataBase64 ?? '');
  const reason = refusalOfUserData(bytes);
  if (reason === undefined) return [];
  return [{ severity: 'unreal', path: [userData ? 'userData' : 'userDataBase64'], reason }];
};

const tagsCanBeExposed: Rule = ({ tags }) =>
  Object.keys(tags ?? {}).flatMap((name) => {
    if (isExposedTag(name)) return [];
    const reason = `EC2 does not expose a tag "${name}" in metadata: letters, digits and + - = . , _ : @ only, and not _index.`;
    return [{ severity: 'unreal', path: ['tags', name], reason, isName: true } as const];
  });

const LIFE_CYCLES: readonly string[] = ['on-demand', 'spot', 'scheduled', 'capacity-block'];

const lifeCycleIsKnown: Rule = ({ lifeCycle }) => {
  if (!lifeCycle || LIFE_CYCLES.includes(lifeCycle)) return [];
  const reason = `"${lifeCycle}" is not a life cycle that EC2 is known to have: ${LIFE_CYCLES.join(', ')}. It is served as given.`;
  return [{ severity: 'warning', path: ['lifeCycle'], reason }];
};

const monitoringIsKnown: Rule = ({ monitoring }) => {
  if (!monitoring || /^(?:en|dis)abled$/.test(monitoring)) return [];
  const reason = `"${monitoring}" is neither enabled nor disabled, as EC2 has it. It is served as given.`;
  return [{ severity: 'warning', path: ['monitoring'], reason }];
};

const architectureFitsType: Rule = ({ type, architecture }) => {
  // A 32-bit AMI runs on the types with x86.
  const needed = architecture === 'i386' ? 'x86_64' : architecture;
  if (!type || !architecture || architectureOf(type) === needed) return [];
  const reason = `${type} is ${architectureOf(type)}, but instance.architecture is ${architecture}.`;
  return [{ severity: 'unreal', path: ['architecture'], reason }];
};

const partitionNeedsGroup: Rule = ({ placement }) => {
  if (placement?.partitionNumber == null || placement.groupName) return [];
  const reason = 'A partition number needs instance.placement.groupName.';
  return [{ severity: 'unreal', path: ['placement', 'partitionNumber'], reason }];
};

const onePrimaryInterface: Rule = ({ interfaces }) => {
  if (interfaces === undefined) return [];
  if (interfaces === null) {
    return [{ severity: 'error', path: ['interfaces'], allowed: 'at least one network interface' }];
  }
  const first = primaryIndex(interfaces);
  if (first === undefined) {
    const reason = 'No interface has deviceNumber 0, which makes it the primary one.';
    return [{ severity: 'error', path: ['interfaces'], reason }];
  }
  return interfaces.flatMap((other, index) => {
    if (index === first || other.deviceNumber !== 0 || (other.networkCard ?? 0) !== 0) return [];
    const reason = `instance.interfaces.${first} is the primary interface already: give this one another deviceNumber or networkCard.`;
    const path = ['interfaces', String(index), 'deviceNumber'];
    return [{ severity: 'error', path, reason } as const];
  });
};

/** What no two interfaces have alike. The first number is a matter of the primary one. */
const OWN: readonly (readonly [
  name: keyof InterfaceDescription,
  read: (each: InterfaceDescription) => string | undefined,
])[] = [
  ['mac', ({ mac }) => mac?.toLowerCase()],
  ['id', ({ id }) => id?.toLowerCase()],
  [
    'deviceNumber',
    ({ deviceNumber, networkCard }) =>
      deviceNumber ? `${deviceNumber} of network card ${networkCard ?? 0}` : undefined,
  ],
];

const interfacesDiffer: Rule = ({ interfaces }) =>
  OWN.flatMap(([name, read]) => repeated(interfaces ?? [], name, read));

function repeated(
  interfaces: readonly InterfaceDescription[],
  name: string,
  read: (each: InterfaceDescription) => string | undefined,
): Finding[] {
  const values = interfaces.map(read);
  return values.flatMap((value, index) => {
    const first = values.indexOf(value);
    if (!value || first === index) return [];
    const reason = `instance.interfaces.${first}.${name} is ${value} too.`;
    return [{ severity: 'error', path: ['interfaces', String(index), name], reason } as const];
  });
}

/** The fields of the primary interface that may stand above, in short. */
const SHORT: readonly (readonly [
  short: keyof InstanceDescription,
  long: string,
  read: (primary: InterfaceDescription) => unknown,
])[] = [
  ['mac', 'mac', ({ mac }) => mac?.toLowerCase()],
  ['interfaceId', 'id', ({ id }) => id],
  ['subnetId', 'subnetId', ({ subnetId }) => subnetId],
  ['vpcId', 'vpcId', ({ vpcId }) => vpcId],
  ['privateIp', 'privateIps', ({ privateIps }) => privateIps && (privateIps[0] ?? null)],
  [
    'publicIp',
    'publicIps',
    ({ publicIps, privateIps }) =>
      publicIps && (publicIpOf({ publicIps, privateIps: privateIps ?? [] }) ?? null),
  ],
  ['ipv6', 'ipv6', ({ ipv6 }) => ipv6 && (ipv6[0] ?? null)],
];

const shortFormsAgree: Rule = (description) => {
  const { interfaces } = description;
  const index = interfaces ? primaryIndex(interfaces) : undefined;
  const primary = index === undefined ? undefined : interfaces?.[index];
  if (primary === undefined) return [];
  return SHORT.flatMap(([short, long, read]) => {
    const [one, other] = [description[short], read(primary)];
    const given = typeof one === 'string' ? one.toLowerCase() : one;
    if (given === undefined || other === undefined || given === other) return [];
    const reason = `instance.interfaces.${index}.${long} says ${JSON.stringify(other)}: give one of them.`;
    return [{ severity: 'error', path: [short], reason } as const];
  });
};

const RULES: readonly Rule[] = [
  zoneIsInRegion,
  zoneIdIsOfRegion,
  userDataIsGivenOnce,
  userDataFits,
  tagsCanBeExposed,
  lifeCycleIsKnown,
  monitoringIsKnown,
  architectureFitsType,
  partitionNeedsGroup,
  onePrimaryInterface,
  interfacesDiffer,
  shortFormsAgree,
  ...addressRules,
];
