import { networkInterfaces } from 'node:os';
import { LINK_LOCAL_ADDRESSES } from '../link-local/addresses.ts';
import { interfaceOf } from '../link-local/host-commands.ts';
import type { Finding } from './finding.ts';
import { ok, problem, warning } from './finding.ts';
import { listensOn } from './listeners.ts';
import type { Route } from './route.ts';
import { lookUpRoute } from './route.ts';
import { ENDPOINT_VARIABLE } from './target.ts';

const CHECK = 'link-local';
const [IPV4] = LINK_LOCAL_ADDRESSES;
const PORT = 80;

/** What is known of the address that clients use by default. */
export interface LinkLocalFacts {
  readonly route: Route;
  /** Whether something listens at it; `undefined` if that cannot be known. */
  readonly isServed: boolean | undefined;
}

/** Reads the routing table and the socket tables of this machine; the address itself is not asked. */
export async function linkLocalFacts(): Promise<LinkLocalFacts> {
  return {
    route: (await lookUpRoute(IPV4)) ?? routeByInterface(),
    isServed: listensOn(IPV4, PORT),
  };
}

function routeByInterface(): Route {
  const device = interfaceOf(IPV4, { interfaces: networkInterfaces() });
  return device === undefined ? { kind: 'none' } : { kind: 'local', device };
}

/**
 * Checks where a program gets to that knows no other address.
 *
 * @param endpoint - what all programs can be pointed to, if none are; absent: those that can be are
 */
export function checkLinkLocal(facts: LinkLocalFacts, endpoint?: string): Finding {
  const { route } = facts;
  if (isMock(facts)) {
    return ok(CHECK, `${IPV4} is this machine, and something listens there.`);
  }
  return endpoint === undefined
    ? warning(CHECK, `${describe(route)} ${ONLY_HARD_CODED}`, adviceOn(route))
    : problem(
        CHECK,
        describe(route),
        `Set ${ENDPOINT_VARIABLE} to ${endpoint}. ${adviceOn(route)}`,
      );
}

const ONLY_HARD_CODED = 'Programs that know no other address do not reach the mock.';

/** Whether a program that asks the default address reaches this machine, as far as that can be known. */
export function isMock({ route, isServed }: LinkLocalFacts): boolean {
  return route.kind === 'local' && isServed !== false;
}

function describe(route: Route): string {
  switch (route.kind) {
    case 'local':
      return `${IPV4} is this machine (${route.device}), but nothing listens on its port ${PORT}.`;
    case 'away': {
      const gateway = route.gateway === undefined ? '' : ` by ${route.gateway}`;
      return `Packets for ${IPV4} leave this machine (${route.device}${gateway}).`;
    }
    case 'none':
      return `There is no way to ${IPV4}.`;
  }
}

function adviceOn({ kind }: Route): string {
  return kind === 'local'
    ? `Start a mock there: ec2-metadata-mock --hostname ${IPV4} --port ${PORT}`
    : 'Run them by "ec2-metadata-mock exec --link-local".';
}
