import type { Clock } from '../ambient.ts';
import { systemClock } from '../ambient.ts';
import type { Strike } from '../contract/exchange.ts';
import { parseInput } from '../contract/parse-input.ts';
import type { Call } from '../contract/request.ts';
import { AemmError } from '../errors.ts';
import type { Draw } from '../instance/draw.ts';
import { createDraw } from '../instance/draw.ts';
import { createListeners } from '../listeners.ts';
import type { ActiveFault, FaultEffect } from './active-fault.ts';
import { activate, momentOf } from './active-fault.ts';
import type { Fault } from './fault.ts';
import { FaultListSchema, FaultSchema } from './fault.ts';
import { nameFaults } from './name-faults.ts';

/**
 * A fault of a running mock.
 *
 * @public
 */
export interface FaultState extends Fault {
  /** Its name, or the id that was generated for it. */
  readonly id: string;
  /** How many requests it struck. */
  readonly struck: number;
}

/**
 * A fault that was added: it alone, and not another one that has its name or id later.
 *
 * @public
 */
export interface AddedFault {
  /** Its name, or the id that was generated for it. */
  readonly id: string;
  /** How many requests it struck. */
  readonly struck: number;
  /** Removes it; nothing happens if it is removed already. */
  remove(): void;
}

/**
 * What faults are made from.
 *
 * @public
 */
export interface FaultsOptions {
  /** The number that shares and spreads are drawn from; 0 if absent. */
  readonly seed?: number;
  /** The clock of the mock; the machine's if absent. */
  readonly clock?: Clock;
  /** What durations count from, in milliseconds since the Unix epoch; now if absent. */
  readonly startedAt?: number;
  /** The configured faults. */
  readonly configured?: readonly Fault[];
  /** Whether other mocks answer at the same port, so that no fault can refuse connections to it. */
  readonly sharesPort?: boolean;
}

/**
 * The faults of a mock. A request goes through them in order: each that only has `latency` makes its answer wait, and
 * the first other one that strikes decides.
 *
 * @public
 */
export interface Faults {
  /** How many there are. */
  readonly size: number;
  /** The faults, in order. */
  list(): readonly FaultState[];
  /**
   * Adds a fault at the end. One of the same name is replaced where it stands, and counts anew. An id that is generated
   * is not given again until a reset.
   *
   * @throws AemmError `AEMM_INPUT_INVALID`, also for one that is over already
   */
  add(fault: Fault): AddedFault;
  /**
   * Makes these the only faults. One that is unchanged goes on counting.
   *
   * @throws AemmError `AEMM_INPUT_INVALID`, and then changes nothing
   */
  set(faults: readonly Fault[]): void;
  /** Removes a fault; `false` if there is none with that id. */
  remove(id: string): boolean;
  /** Removes all faults. */
  clear(): void;
  /**
   * Replaces the configured faults. What was added, set and removed since the start still holds.
   *
   * @throws AemmError `AEMM_INPUT_INVALID`, and then changes nothing
   */
  configure(faults: readonly Fault[]): void;
  /** Forgets what was added, set, removed and counted. */
  reset(): void;
  /** What strikes a request, counted; `undefined`: nothing does. */
  strike(call: Call): FaultEffect | undefined;
  /** Whether connections are refused at a time, and when that may change, both in milliseconds since the Unix epoch. */
  refusal(now: number): Refusal;
  /**
   * Calls back whenever the faults are others.
   *
   * @returns what ends it
   */
  subscribe(listener: () => void): () => void;
}

/**
 * Whether connections are refused.
 *
 * @public
 */
export interface Refusal {
  /** Whether they are. */
  readonly refused: boolean;
  /** The name of the fault that refuses them, or its generated id; absent if none does. */
  readonly by?: string;
  /** When that may change, in milliseconds since the Unix epoch; `Infinity`: never by itself. */
  readonly changesAt: number;
}

/** What was done to the configured faults: faults by id, and configured ones that were removed, by theirs. */
interface Done {
  /** Whether the configured faults still count. */
  readonly overConfigured: boolean;
  readonly removed: ReadonlyMap<string, Fault>;
  readonly faults: ReadonlyMap<string, Fault>;
}

const NOTHING_DONE: Done = { overConfigured: true, removed: new Map(), faults: new Map() };

/**
 * Creates the faults of a mock.
 *
 * @throws AemmError `AEMM_INPUT_INVALID` for configured faults
 * @public
 */
export function createFaults(options: FaultsOptions = {}): Faults {
  return createDrawingFaults(options, createDraw(options.seed ?? 0));
}

/** As {@link createFaults}, with what draws shares and spreads. */
export function createDrawingFaults(options: Omit<FaultsOptions, 'seed'>, draw: Draw): Faults {
  const { clock = systemClock, sharesPort = false } = options;
  const { startedAt = clock.now() } = options;
  const validate = (faults: readonly Fault[]): readonly Fault[] => {
    const valid = parseInput(FaultListSchema, faults, 'a list of faults');
    if (sharesPort && valid.some(({ refuse }) => refuse)) throw portIsShared();
    return valid;
  };
  const listeners = createListeners<[]>();
  let configured = nameFaults(validate(options.configured ?? []), 'configured');
  let done = NOTHING_DONE;
  let active: ActiveFault[] = [];
  // The last number of a generated id.
  let last = 0;

  const update = (): void => {
    const before = new Map(active.map((each) => [each.id, each]));
    active = [...combine(configured, done)].map(([id, fault]) => {
      const known = before.get(id);
      return known && isSame(known.fault, fault) ? known : activate(id, fault, startedAt, draw);
    });
    listeners.call();
  };
  update();

  const generateId = (): string => {
    const taken = new Set([...configured.keys(), ...done.faults.keys()]);
    do last++;
    while (taken.has(`fault-${last}`));
    return `fault-${last}`;
  };

  const remove: Faults['remove'] = (id) => {
    if (!active.some((each) => each.id === id)) return false;
    const faults = new Map(done.faults);
    faults.delete(id);
    const fault = configured.get(id);
    const removed = fault ? new Map(done.removed).set(id, fault) : done.removed;
    done = { ...done, faults, removed };
    update();
    return true;
  };

  return {
    get size() {
      return active.length;
    },
    list: () => active.map(({ id, fault, struck }) => ({ id, ...fault, struck })),
    add(given) {
      const fault = parseInput(FaultSchema, given, 'a fault');
      if (sharesPort && fault.refuse) throw portIsShared();
      checkEnd(fault, startedAt, clock.now());
      const id = fault.name ?? generateId();
      active = active.filter((each) => each.id !== id || !isSame(each.fault, fault));
      done = { ...done, faults: new Map(done.faults).set(id, fault) };
      update();
      const added = active.find((each) => each.id === id);
      return {
        id,
        get struck() {
          return added?.struck ?? 0;
        },
        remove() {
          if (added !== undefined && active.includes(added)) remove(id);
        },
      };
    },
    set(given) {
      const faults = nameFaults(validate(given), 'fault');
      last = Math.max(last, faults.size);
      done = { overConfigured: false, removed: new Map(), faults };
      update();
    },
    remove,
    clear() {
      done = { overConfigured: false, removed: new Map(), faults: new Map() };
      update();
    },
    configure(given) {
      configured = nameFaults(validate(given), 'configured');
      update();
    },
    reset() {
      done = NOTHING_DONE;
      active = [];
      last = 0;
      update();
    },
    strike: (call) => (active.length === 0 ? undefined : strikeAll(active, call)),
    refusal(now) {
      const refusing = active.filter(({ fault }) => fault.refuse);
      const moments = refusing.flatMap(({ from, until }) => [from, until]);
      const by = refusing.find(({ from, until }) => now >= from && now < until)?.id;
      return {
        refused: by !== undefined,
        ...(by !== undefined && { by }),
        changesAt: Math.min(...moments.filter((moment) => moment > now)),
      };
    },
    subscribe: listeners.add,
  };
}

function strikeAll(active: readonly ActiveFault[], call: Call): FaultEffect | undefined {
  let waited: Strike | undefined;
  let decided: FaultEffect | undefined;
  for (const fault of active) {
    if (decided !== undefined && !fault.onlyWaits) continue;
    const effect = fault.strike(call);
    if (effect === undefined) continue;
    if (!fault.onlyWaits) decided = effect;
    else waited = addLatency(waited ?? { name: fault.id }, effect.strike);
  }
  if (decided === undefined) return waited && { strike: waited };
  return waited === undefined
    ? decided
    : { ...decided, strike: addLatency(decided.strike, waited) };
}

function addLatency(strike: Strike, { latencyMs = 0 }: Strike): Strike {
  return { ...strike, latencyMs: (strike.latencyMs ?? 0) + latencyMs };
}

/** The faults in force, by id. */
function combine(configured: ReadonlyMap<string, Fault>, done: Done): ReadonlyMap<string, Fault> {
  const isKept = ([id, fault]: [string, Fault]) => !isRemoved(fault, done.removed.get(id));
  const kept = done.overConfigured ? [...configured].filter(isKept) : [];
  return new Map([...kept, ...done.faults]);
}

/** Whether a fault is the one of its id that was removed. A generated id says nothing of what is configured later. */
function isRemoved(fault: Fault, removed: Fault | undefined): boolean {
  return removed !== undefined && (removed.name !== undefined || isSame(fault, removed));
}

function portIsShared(): AemmError {
  const message =
    'Instances share their port: only a fault of the plain one can refuse connections.';
  return new AemmError('AEMM_INPUT_INVALID', message, { key: 'refuse' });
}

/** Refuses a fault that is over before it strikes. */
function checkEnd({ until }: Fault, startedAt: number, now: number): void {
  const end = momentOf(until, startedAt);
  if (end === undefined || end > now) return;
  const seconds = Math.max(0, now - startedAt) / 1000;
  const message = `"${until}" is not allowed for until, since it is past. Allowed: a time after ${new Date(now).toISOString()}, or a duration since the start of the mock, longer than ${seconds}s.`;
  throw new AemmError('AEMM_INPUT_INVALID', message, { key: 'until' });
}

/** Whether two faults are the same; their fields have the order of the schema. */
function isSame(one: Fault, other: Fault): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
