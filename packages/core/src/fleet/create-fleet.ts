import type { Mac, Random } from '../ambient.ts';
import { systemRandom } from '../ambient.ts';
import type { Change } from '../changes/change.ts';
import { checkKinds } from '../compile/check-spec.ts';
import { createLeanCompile } from '../compile/lean.ts';
import type { ImdsSpec } from '../compile/spec.ts';
import type { AnyCategory } from '../contract/category.ts';
import { parseInput } from '../contract/parse-input.ts';
import type { Control, ControlOptions, MockParts } from '../control/control.ts';
import { createParts, driveParts, resetParts } from '../control/create-control.ts';
import type { FleetInstance } from '../control/instances.ts';
import { AemmError } from '../errors.ts';
import type { Fault } from '../faults/fault.ts';
import { createDraw } from '../instance/draw.ts';
import { aemmProfile } from '../profiles/aemm/index.ts';
import { createJournalPool } from '../requests/pool.ts';
import { reasonOf } from '../text/reason.ts';
import { createMemberFinder } from './find-member.ts';
import { findFleetProblems } from './find-problems.ts';
import type { Fleet, FleetOptions } from './fleet.ts';
import type { Member } from './members.ts';
import { membersOf } from './members.ts';
import { FleetSchema } from './schema.ts';
import { pickMembers } from './selection.ts';

/** Entries that the journals of all instances keep together, and the bytes that they take. */
const JOURNAL = { entries: 100_000, bytes: 32 * 1024 * 1024 };

/** An instance that was asked for. */
interface Made<C extends readonly AnyCategory[]> {
  readonly options: ControlOptions<C>;
  readonly parts: MockParts;
  /** What drives it; absent: it was only asked. */
  control?: Control<C>;
  /** The configuration that it follows, or was refused. */
  shared: Shared;
  /** What was done to it when that was refused; absent: it was not. */
  refusedAfter?: readonly Change[] | undefined;
}

/** What all instances share. */
interface Shared {
  readonly spec: ImdsSpec;
  readonly faults: readonly Fault[];
}

/**
 * Creates a fleet.
 *
 * @throws AemmError `AEMM_INPUT_INVALID` for a description that contradicts itself, `AEMM_INSTANCE_INVALID` for an
 * instance that its profile refuses
 * @public
 */
export function createFleet<const C extends readonly AnyCategory[]>(
  options: FleetOptions<C>,
): Fleet<C> {
  const { fleet, plain, createClock, spec, faults = [], ...others } = options;
  const description = parseInput(FleetSchema, fleet, 'a fleet');
  const { seed } = plain.imds.snapshot.instance;
  const draw = createDraw(seed);
  const problems = findFleetProblems(description, plain.imds.snapshot.profile);
  const members = membersOf(description, seed);
  const byId = new Map(members.map((member) => [member.id, member]));
  const finder = createMemberFinder(description, members, byId);
  const secretOf = createSecrets(options.tokenSecret, options.mac, options.random ?? systemRandom);
  const pool = createJournalPool(JOURNAL.entries, JOURNAL.bytes);
  const sharedParts = {
    compile: createLeanCompile(),
    pool,
    startedAt: plain.imds.startedAt,
    sharesPort: true,
  };
  const made = new Map<Member, Made<C>>();
  const ports = new Map<Member, number>();
  const first: Shared = { spec, faults: withoutRefusal(faults) };
  let shared = first;

  const makeAs = (member: Member, as: Shared): Made<C> => {
    const own = {
      ...others,
      spec: specOf(member, as.spec) as typeof spec,
      faults: as.faults,
      tokenSecret: secretOf(member),
      clock: createClock(),
    };
    const salt = draw(`fleet/${member.id}/faults`, 16);
    return { options: own, parts: createParts({ ...own, ...sharedParts, salt }), shared: as };
  };
  const make = (member: Member): Made<C> => {
    try {
      return makeAs(member, shared);
    } catch (error) {
      // It is as it would be had it been asked for before the reload that contradicts its description.
      if (shared.spec === spec) throw error;
      return makeAs(member, first);
    }
  };

  const madeOf = (member: Member): Made<C> => {
    const known = made.get(member) ?? make(member);
    made.set(member, known);
    if (isBehind(known)) follow(member, known);
    return known;
  };
  /** One that was refused the configuration takes it once something else was done to it, or all of it was reset. */
  const isBehind = ({ shared: seen, refusedAfter, parts }: Made<C>): boolean =>
    seen !== shared || (refusedAfter !== undefined && refusedAfter !== parts.imds.changes);
  const follow = (member: Member, known: Made<C>): void => {
    const { imds, faults } = known.parts;
    known.shared = shared;
    known.refusedAfter = undefined;
    try {
      (known.control ?? imds).reload(specOf(member, shared.spec));
    } catch (error) {
      // What was done to it may contradict the configuration. Requests must not fail for that.
      known.refusedAfter = imds.changes;
      const reason = reasonOf(error);
      options.observe?.({ kind: 'reload-refused', instance: member.id, reason });
    }
    faults.configure(shared.faults);
  };

  const controlOf = (member: Member): Control<C> => {
    const known = madeOf(member);
    known.control ??= driveParts<C>(known.parts, known.options);
    return known.control;
  };

  const listed = (member: Member): FleetInstance => {
    const { id, match, index } = member;
    const port = ports.get(member);
    return {
      id,
      match,
      ...(index !== undefined && { index }),
      ...(port !== undefined && { port }),
    };
  };

  return {
    description,
    plain,
    problems,
    get instances() {
      return members.map(listed);
    },
    get counts() {
      return pool.counter.read();
    },
    find(request) {
      const member = finder.find(request);
      return member === undefined ? plain : madeOf(member).parts;
    },
    instance(name) {
      const member = byId.get(name) ?? members.find(({ match }) => match === name);
      if (member !== undefined) return controlOf(member);
      const message = `The fleet has no instance "${name}". Allowed: an id, or a match.`;
      throw new AemmError('AEMM_INSTANCE_UNKNOWN', message, { key: 'instance' });
    },
    select: (selection = {}) => pickMembers(members, selection, draw).map(listed),
    listensOn(id, port) {
      const member = byId.get(id);
      if (member === undefined) return;
      finder.listensOn(member, port);
      ports.set(member, port);
    },
    check(next) {
      checkKinds(next);
      findFleetProblems(description, next.profile ?? aemmProfile);
    },
    reload(next) {
      shared = { ...shared, spec: next };
    },
    configureFaults(next) {
      shared = { ...shared, faults: withoutRefusal(next) };
    },
    reset() {
      for (const { parts, control } of made.values()) {
        // Requests that wait for its clock go on doing so.
        if (control === undefined) resetParts(parts);
        else control.reset();
      }
    },
  };
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
