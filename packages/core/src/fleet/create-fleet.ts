import type { Mac, Random } from '../ambient.ts';
import { systemRandom } from '../ambient.ts';
import { createLeanCompile } from '../compile/lean.ts';
import type { ImdsSpec } from '../compile/spec.ts';
import type { AnyCategory } from '../contract/category.ts';
import type { Control } from '../control/control.ts';
import { createSharingControl } from '../control/create-control.ts';
import { AemmError } from '../errors.ts';
import type { Fault } from '../faults/fault.ts';
import { createDraw } from '../instance/draw.ts';
import { createJournalPool } from '../requests/pool.ts';
import { createMemberFinder } from './find-member.ts';
import { findProblems } from './find-problems.ts';
import type { Fleet, FleetInstance, FleetOptions } from './fleet.ts';
import type { Member } from './members.ts';
import { membersOf } from './members.ts';
import { pickMembers } from './selection.ts';

/** Trees that are kept whole: about 100 kB each. */
const TREES = 8;

/** Entries that the journals of all instances keep together, and the bytes that they take. */
const JOURNAL = { entries: 100_000, bytes: 32 * 1024 * 1024 };

/** An instance that was asked for. */
interface Made<C extends readonly AnyCategory[]> {
  readonly control: Control<C>;
  /** The configuration that it follows. */
  shared: Shared;
}

/** What all instances share. */
interface Shared {
  readonly spec: ImdsSpec;
  readonly faults: readonly Fault[];
}

/**
 * Creates a fleet. Its description is taken as valid: {@link FleetSchema} has the rules.
 *
 * @throws AemmError `AEMM_INSTANCE_INVALID` for an instance that its profile refuses
 * @public
 */
export function createFleet<const C extends readonly AnyCategory[]>(
  options: FleetOptions<C>,
): Fleet<C> {
  const { fleet: description, plain, createClock, spec, faults = [], ...others } = options;
  const seed = plain.imds.snapshot.instance.seed;
  const problems = findProblems(description, plain.imds.snapshot.profile);
  const members = membersOf(description, seed);
  const byId = new Map(members.map((member) => [member.id, member]));
  const finder = createMemberFinder(description, members, byId);
  const secretOf = createSecrets(options.tokenSecret, options.mac, options.random ?? systemRandom);
  const sharedParts = {
    compile: createLeanCompile(TREES),
    pool: createJournalPool(JOURNAL.entries, JOURNAL.bytes),
    startedAt: plain.imds.startedAt,
    sharesPort: true,
  };
  const made = new Map<Member, Made<C>>();
  let shared: Shared = { spec, faults: withoutRefusal(faults) };

  const make = (member: Member): Made<C> => {
    const control = createSharingControl<C>({
      ...others,
      ...sharedParts,
      spec: specOf(member, shared.spec) as typeof spec,
      faults: shared.faults,
      tokenSecret: secretOf(member),
      clock: createClock(),
    });
    return { control, shared };
  };

  const controlOf = (member: Member): Control<C> => {
    const known = made.get(member) ?? make(member);
    made.set(member, known);
    if (known.shared !== shared) {
      known.control.reload(specOf(member, shared.spec));
      known.control.faults.configure(shared.faults);
      known.shared = shared;
    }
    return known.control;
  };

  return {
    description,
    plain,
    problems,
    instances: members.map(listed),
    find(request) {
      const member = finder.find(request);
      return member === undefined ? plain : controlOf(member);
    },
    instance(name) {
      const member = byId.get(name) ?? members.find(({ match }) => match === name);
      if (member !== undefined) return controlOf(member);
      const message = `The fleet has no instance "${name}". Allowed: an id, or what an instance matches, such as ${members[0]?.id}.`;
      throw new AemmError('AEMM_INSTANCE_UNKNOWN', message, { key: 'instance' });
    },
    select: (selection = {}) => pickMembers(members, selection, createDraw(seed)).map(listed),
    listensOn(id, port) {
      const member = byId.get(id);
      if (member !== undefined) finder.listensOn(member, port);
    },
    reload(next, nextFaults) {
      shared = { spec: next, faults: withoutRefusal(nextFaults) };
    },
    reset() {
      for (const { control } of made.values()) control.reset();
    },
  };
}

function listed({ id, match, index }: Member): FleetInstance {
  return { id, match, ...(index !== undefined && { index }) };
}

function specOf(member: Member, spec: ImdsSpec): ImdsSpec {
  return { ...spec, instance: member.describe() };
}

/** Instances share the port, which the plain one closes for all. */
function withoutRefusal(faults: readonly Fault[]): readonly Fault[] {
  return faults.filter(({ refuse }) => !refuse);
}

/** The key of each instance's session tokens, so that no other one accepts them, but its own replica does. */
function createSecrets(
  given: Uint8Array | undefined,
  mac: Mac,
  random: Random,
): (member: Member) => Uint8Array {
  let root = given;
  return ({ id }) => {
    root ??= random(new Uint8Array(32));
    return mac(root, new TextEncoder().encode(`instance ${id}`));
  };
}
