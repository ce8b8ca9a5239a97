import { drawMac } from '../instance/complete-interfaces.ts';
import type { InstanceDescription } from '../instance/description.ts';
import type { Draw } from '../instance/draw.ts';
import { createDraw, drawBelow, drawId } from '../instance/draw.ts';
import { primaryIndex } from '../instance/primary.ts';
import { ipv4At, ipv4Size } from '../text/ip.ts';
import type { FleetDescription, FleetEntry, FleetTemplate } from './description.ts';
import { fillIndex } from './fill-index.ts';

/** An instance of a fleet. */
export interface Member {
  /** Its number in the template; `undefined`: it is listed by itself. */
  readonly index: number | undefined;
  /** The client, the value of the header or the port that it is for. */
  readonly match: string;
  /** Its id. */
  readonly id: string;
  /** What it is. */
  describe(): InstanceDescription;
}

/** EC2 keeps the first four addresses of a subnet and the last one for itself. */
const FIRST_ADDRESS = 4;
export const RESERVED_ADDRESSES = 5;

/** The port that is any free one. */
export const ANY_PORT = '0';

/** The instances of a fleet, listed ones first. What of them is not described is drawn from a seed. */
export function membersOf(
  { by, instances = [], template }: FleetDescription,
  seed: number,
): readonly Member[] {
  const draw = createDraw(seed);
  const listed = instances.map((entry) => listedMember(entry, draw));
  if (template === undefined) return listed;
  const memberAt = createTemplateMembers(template, by, draw);
  return [...listed, ...Array.from({ length: template.count }, (_, index) => memberAt(index))];
}

/** Makes the instances of a template by their numbers. */
export function createTemplateMembers(
  template: FleetTemplate,
  by: FleetDescription['by'],
  draw: Draw,
): (index: number) => Member {
  const addressOf = createAddresses(template, draw);
  return (index) => templateMember(template, index, draw, addressOf, by);
}

function listedMember({ match, instance = {} }: FleetEntry, draw: Draw): Member {
  const name = `fleet/${match}`;
  const id = instance.id || drawId(draw, 'i', name);
  return {
    index: undefined,
    match: String(match),
    id,
    describe: () => ({ ...withIdentity(instance, draw, name), id }),
  };
}

function templateMember(
  template: FleetTemplate,
  index: number,
  draw: Draw,
  addressOf: (index: number) => string,
  by: FleetDescription['by'],
): Member {
  const { instance = {}, subnet } = template;
  const name = `fleet/template/${index}`;
  const id = instance.id ? fillIndex(instance.id, index) : drawId(draw, 'i', name);
  const address = instance.privateIp ? fillIndex(instance.privateIp, index) : addressOf(index);
  const matches = { client: address, header: id, port: ANY_PORT };
  return {
    index,
    match: matches[by],
    id,
    describe() {
      const described = withIdentity(fillIndex(instance, index), draw, name);
      return {
        launchIndex: index,
        publicIp: null,
        ipv6: null,
        ...described,
        id,
        privateIp: address,
        interfaces: inSubnet(described.interfaces, subnet),
      };
    },
  };
}

/** What no two instances have in common, where it is not described. */
function withIdentity(
  described: InstanceDescription,
  draw: Draw,
  name: string,
): InstanceDescription {
  const own = (purpose: string, digits: number) => draw(`${name}/${purpose}`, digits);
  const primary = described.interfaces?.[primaryIndex(described.interfaces) ?? 0];
  return {
    ...(primary?.mac === undefined && { mac: drawMac(own, 0) }),
    ...(primary?.id === undefined && { interfaceId: drawId(own, 'eni', 'interface/0') }),
    ...described,
  };
}

/** The interfaces with the subnet at the primary one, if none is described there. */
function inSubnet(
  described: InstanceDescription['interfaces'],
  subnetCidr: string,
): NonNullable<InstanceDescription['interfaces']> {
  const interfaces = described?.length ? described : [{}];
  const primary = primaryIndex(interfaces) ?? 0;
  return interfaces.map((each, index) => (index === primary ? { subnetCidr, ...each } : each));
}

/** Addresses of a subnet in an order that is drawn, each once. */
function createAddresses({ subnet }: FleetTemplate, draw: Draw): (index: number) => string {
  const room = ipv4Size(subnet) - RESERVED_ADDRESSES;
  const first = drawBelow(draw, 'fleet/addresses/first', room);
  let step = 1 + drawBelow(draw, 'fleet/addresses/step', room - 1);
  while (divisorOf(step, room) !== 1) step = (step % room) + 1;
  return (index) => ipv4At(subnet, FIRST_ADDRESS + ((first + index * step) % room));
}

/** The greatest common divisor. */
function divisorOf(one: number, other: number): number {
  return other === 0 ? one : divisorOf(other, one % other);
}
