import type { InstanceDescription } from '../instance/description.ts';
import { createDraw } from '../instance/draw.ts';
import type { Finding } from '../instance/finding.ts';
import { readDescription } from '../instance/read-description.ts';
import { createNetworkMap } from '../text/network-map.ts';
import type { FleetDescription } from './description.ts';
import { hasIndex } from './fill-index.ts';
import type { Member } from './members.ts';
import { ANY_PORT, createTemplateMembers, membersOf } from './members.ts';

/** Something of a fleet that cannot be as it is described. */
export interface MemberIssue {
  /** Where it stands in the description of the fleet. */
  readonly path: (string | number)[];
  /** What is allowed there. */
  readonly message: string;
}

/** A finding about one instance of a fleet. */
export interface MemberFinding {
  /** Where the instance stands in the description of the fleet. */
  readonly at: readonly (string | number)[];
  readonly finding: Finding;
}

/** Checks the instances of a fleet: what each is, and whether a client could mean two of them. */
export function checkMembers(fleet: FleetDescription): readonly MemberIssue[] {
  const invalid = findingsOf(fleet)
    .filter(({ finding }) => finding.severity === 'error')
    .map(({ at, finding }) => ({
      path: [...at, 'instance', ...finding.path],
      message: finding.allowed ?? finding.reason?.replace(/\.$/, '') ?? 'something else',
    }));
  // Addresses and ids can be compared only if they are valid.
  return invalid.length > 0 ? invalid : findDoubles(fleet);
}

/** What there is to say of the instances of a fleet. Those of a template are alike, so that the first one speaks. */
export function findingsOf(fleet: FleetDescription): readonly MemberFinding[] {
  const { instances = [], template } = fleet;
  const listed = instances.flatMap(({ instance }, index) =>
    findings(instance, ['instances', index]),
  );
  if (template === undefined) return listed;
  const invalid = findings(withoutIndex(template.instance), ['template']);
  if (invalid.length > 0) return [...listed, ...invalid];
  for (const member of samplesOf(fleet)) {
    const found = findings(member.describe(), ['template']);
    if (found.length > 0) return [...listed, ...found];
  }
  return listed;
}

/** What of a template is the same in each instance: an error there is about what was written. */
function withoutIndex(described: InstanceDescription = {}): InstanceDescription {
  return Object.fromEntries(Object.entries(described).filter(([, value]) => !hasIndex(value)));
}

/** The instances of a template that may differ in what is allowed: all of them, if a number stands outside its tags. */
function samplesOf({ by, template }: FleetDescription): readonly Member[] {
  if (template === undefined) return [];
  const { tags: _, ...others } = template.instance ?? {};
  const length = hasIndex(others) ? template.count : 1;
  const memberAt = createTemplateMembers(template, by, createDraw(0));
  return Array.from({ length }, (_each, index) => memberAt(index));
}

function findings(description: unknown, at: readonly (string | number)[]): MemberFinding[] {
  return readDescription(description ?? {}).findings.map((finding) => ({ at, finding }));
}

/** Two instances that have the same id, or that a client could mean both. */
function findDoubles(fleet: FleetDescription): MemberIssue[] {
  const { template, ...listed } = fleet;
  const members = membersOf(canDouble(fleet) ? fleet : listed, 0);
  const claim = createClaims(fleet);
  for (const [position, member] of members.entries()) {
    const other = claim(member);
    if (other === undefined) continue;
    const isListed = member.index === undefined;
    const described = isListed ? fleet.instances?.[position]?.instance : fleet.template?.instance;
    const owner = nameOf(other, members);
    // An id that is not described is drawn from the match.
    const [field, message] =
      described?.id && other.id === member.id
        ? [['instance', 'id'], `an id that no other instance has; ${member.id} is that of ${owner}`]
        : [isListed ? ['match'] : ['subnet'], `none of another one; ${member.match} is ${owner}`];
    return [{ path: [...(isListed ? ['instances', position] : ['template']), ...field], message }];
  }
  return [];
}

/** Whether an instance of the template may be a double: what is drawn for them differs. */
function canDouble({ instances = [], template }: FleetDescription): boolean {
  const { id, privateIp } = template?.instance ?? {};
  return instances.length > 0 || Boolean(id || privateIp);
}

/** Claims what a client is known by for one instance after the other, and returns whose it is already. */
function createClaims({ by }: FleetDescription): (member: Member) => Member | undefined {
  const names = new Map<string, Member>();
  const networks = createNetworkMap<Member>();
  const claimName = (name: string, member: Member): Member | undefined => {
    const owner = names.get(name);
    if (owner === undefined) names.set(name, member);
    return owner === member ? undefined : owner;
  };
  return (member) => {
    const twin = claimName(member.id, member);
    if (twin !== undefined) return twin;
    if (by === 'client') return networks.add(member.match, member);
    return by === 'port' && member.match === ANY_PORT ? undefined : claimName(member.match, member);
  };
}

function nameOf(member: Member, members: readonly Member[]): string {
  if (member.index !== undefined) return `number ${member.index} of the template`;
  return `instances.${members.indexOf(member)}`;
}
