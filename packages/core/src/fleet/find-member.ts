import type { ImdsRequest } from '../contract/request.ts';
import { createNetworkMap } from '../text/network-map.ts';
import type { FleetDescription } from './description.ts';
import type { Member } from './members.ts';
import { ANY_PORT } from './members.ts';

/** Finds the instance that a request means; how many there are does not matter. */
export interface MemberFinder {
  /** The instance; `undefined`: the plain one. */
  find(request: ImdsRequest): Member | undefined;
  /** Makes a port that of an instance. */
  listensOn(member: Member, port: number): void;
}

/**
 * Creates the finder of a fleet.
 *
 * @param byId - the instances by their ids
 */
export function createMemberFinder(
  { by, header = '', trustedClients = [] }: FleetDescription,
  members: readonly Member[],
  byId: ReadonlyMap<string, Member>,
): MemberFinder {
  const byPort = new Map<number, Member>();
  const finders = {
    client: () => findByClient(members),
    header: () => findByHeader(header, trustedClients, members, byId),
    port: () => {
      for (const member of members) {
        if (member.match !== ANY_PORT) byPort.set(Number(member.match), member);
      }
      return ({ port }: ImdsRequest) => (port === undefined ? undefined : byPort.get(port));
    },
  };
  return {
    find: finders[by](),
    listensOn: (member, port) => void byPort.set(port, member),
  };
}

type Find = MemberFinder['find'];

function findByClient(members: readonly Member[]): Find {
  const networks = createNetworkMap<Member>();
  for (const member of members) networks.add(member.match, member);
  return ({ client }) => networks.find(client);
}

/** A header of anybody else means nothing. */
function findByHeader(
  header: string,
  trustedClients: readonly string[],
  members: readonly Member[],
  byId: ReadonlyMap<string, Member>,
): Find {
  const name = header.toLowerCase();
  const trusted = createNetworkMap<true>();
  for (const network of trustedClients) trusted.add(network, true);
  const byMatch = new Map(members.map((member) => [member.match, member]));
  return ({ headers, client }) => {
    const value = headers[name];
    if (typeof value !== 'string' || !trusted.find(client)) return undefined;
    return byMatch.get(value) ?? byId.get(value);
  };
}
