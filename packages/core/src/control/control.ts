import type { Change, MetadataOptionsPatch } from '../changes/change.ts';
import type { Snapshot } from '../compile/snapshot.ts';
import type { ImdsSpec } from '../compile/spec.ts';
import type { AnyCategory } from '../contract/category.ts';
import type { Value } from '../contract/content.ts';
import type { Fault } from '../faults/fault.ts';
import type { AddedFault, FaultState, Faults } from '../faults/faults.ts';
import type { InstanceDescription } from '../instance/description.ts';
import type { JournalEntry } from '../requests/entry.ts';
import type { Journal, JournalOptions, RequestQuery } from '../requests/journal.ts';
import type { Imds, ImdsOptions } from '../serve/imds.ts';
import type { MockActions } from './actions.ts';
import type { ControlClock } from './control-clock.ts';
import type { FleetInstance, FleetSelection } from './instances.ts';
import type { MockClock } from './mock-clock.ts';
import type { ScheduledNotice } from './pending-notices.ts';
import type { PlayedScenario, PlayedStep, PlayOptions } from './scenario/played.ts';
import type { ConfiguredScenario, Scenario } from './scenario/scenario.ts';

/**
 * What `createControl` makes a driven mock from.
 *
 * @public
 */
export interface ControlOptions<C extends readonly AnyCategory[] = readonly AnyCategory[]>
  extends Omit<ImdsOptions, 'clock' | 'faults' | 'spec'> {
  /** What it serves. The actions are those of its categories. */
  readonly spec: Omit<ImdsSpec, 'categories'> & { readonly categories: C };
  /** Its time. */
  readonly clock: MockClock;
  /** The configured faults. */
  readonly faults?: readonly Fault[];
  /** The scenario that it plays from its start on, and again from a reset on. */
  readonly scenario?: ConfiguredScenario;
  /** How many requests its journal keeps, and how many bytes they take. */
  readonly journal?: Pick<JournalOptions, 'entries' | 'bytes'>;
}

/**
 * The parts of a mock that answer requests.
 *
 * @public
 */
export interface MockParts {
  /** The service. */
  readonly imds: Imds;
  /** Its time. */
  readonly clock: MockClock;
  /** Its faults. */
  readonly faults: Faults;
  /** The journal of its requests. */
  readonly journal: Journal;
}

/**
 * Something that was done to a mock, or a notice of it that has fired. `playing` names the scenario that is played from
 * now on, in place of any other; `null`: none is. `scenario` is a step of it. A reset reports each of its parts, and
 * `reset` when all of them are done.
 *
 * @public
 */
export type ControlEvent =
  | { readonly kind: 'changed'; readonly change: Change }
  | { readonly kind: 'clock'; readonly mode: MockClock['mode']; readonly now: number }
  | { readonly kind: 'notice'; readonly notice: ScheduledNotice }
  | { readonly kind: 'playing'; readonly name: string | null }
  | { readonly kind: 'scenario'; readonly step: PlayedStep }
  | { readonly kind: 'faults'; readonly faults: readonly FaultState[] }
  | { readonly kind: 'request'; readonly entry: JournalEntry }
  | { readonly kind: 'requests-cleared' }
  | { readonly kind: 'reloaded' }
  | { readonly kind: 'reset' };

/**
 * Everything that can be done to a mock while it runs. Each operation is atomic: no request sees half of one, and one
 * that is refused changes nothing.
 *
 * @public
 */
export interface Control<C extends readonly AnyCategory[] = readonly AnyCategory[]> {
  /** The service that it drives. */
  readonly imds: Imds;
  /** The categories that it serves. */
  readonly categories: C;
  /** Its time. */
  readonly clock: ControlClock;
  /** The actions of its categories. */
  readonly actions: MockActions<C>;
  /**
   * Makes a change: what the methods below do.
   *
   * @throws AemmError as {@link Imds.apply} does, and then changes nothing
   */
  apply(change: Change): void;
  /**
   * Runs an action by its names.
   *
   * @throws AemmError `AEMM_ACTION_UNKNOWN`, `AEMM_INPUT_INVALID`, `AEMM_ACTION_REFUSED`
   */
  act(category: string, action: string, input?: unknown): void;
  /**
   * Serves a value at a path, whatever is there.
   *
   * @throws AemmError `AEMM_PATH_INVALID`, `AEMM_VALUE_INVALID`
   */
  set(path: string, value: Value): void;
  /**
   * Serves nothing at a path and below it: the path of a directory removes all of it.
   *
   * @throws AemmError `AEMM_PATH_INVALID`
   */
  remove(path: string): void;
  /**
   * Changes the description of the instance by a JSON Merge Patch (RFC 7396): `null` makes a field follow from the rest
   * again.
   *
   * @throws AemmError `AEMM_INSTANCE_INVALID`
   */
  patchInstance(patch: InstancePatch): void;
  /**
   * Changes the options of the metadata service; `null` makes one as it was by default.
   *
   * @throws AemmError `AEMM_SETTING_INVALID`
   */
  patchMetadataOptions(patch: MetadataOptionsPatch): void;
  /** Makes every session token unknown that was issued before. */
  revokeTokens(): void;
  /** Its faults. */
  readonly faults: Faults;
  /** The journal of its requests. */
  readonly journal: Journal;
  /**
   * Adds a fault, as {@link Faults.add} does. The result removes it.
   *
   * @throws AemmError `AEMM_INPUT_INVALID`
   */
  fault(fault: Fault): AddedFault;
  /**
   * The requests that were answered, in the order in which they ended; those that fit, if a query is given.
   *
   * @throws AemmError `AEMM_INPUT_INVALID`
   */
  requests(query?: RequestQuery): JournalEntry[];
  /** The scenario that is played. */
  readonly scenario: ScenarioControl;
  /**
   * Serves another configuration. What was done still holds.
   *
   * @throws AemmError as {@link Imds.reload} does, and then goes on as before
   */
  reload(spec: ImdsSpec): Snapshot;
  /**
   * The instances of its fleet that are meant, all if no selection is given; none if it has no fleet.
   *
   * @throws AemmError `AEMM_INPUT_INVALID`
   */
  instances(selection?: FleetSelection): readonly FleetInstance[];
  /** Makes everything as it was at the start, the time included, and plays the configured scenario from there. */
  reset(): void;
  /**
   * Calls back with everything that is done, and with notices as they fire: when their time comes, and after a change that
   * makes them fire at once.
   *
   * @returns what ends it
   */
  subscribe(listener: (event: ControlEvent) => void): () => void;
}

/**
 * Plays scenarios by the clock of a mock.
 *
 * @public
 */
export interface ScenarioControl {
  /** The one that is played, or was last; `undefined`: none since the start or a reset. */
  readonly playing: PlayedScenario | undefined;
  /**
   * Plays a scenario, or one of the gallery by its name, in place of the one that is played.
   *
   * @throws AemmError `AEMM_SCENARIO_INVALID`, and then goes on as before
   */
  play(scenario: Scenario | string, options?: PlayOptions): PlayedScenario;
  /** Stops it. What it has done stays. */
  stop(): void;
  /**
   * Makes a scenario the configured one, and plays it from now on. One that is configured already goes on as it does;
   * without one, none is played.
   *
   * @throws AemmError `AEMM_SCENARIO_INVALID`, and then goes on as before
   */
  configure(scenario: ConfiguredScenario | undefined): void;
}

/**
 * A JSON Merge Patch over the description of an instance.
 *
 * @public
 */
export type InstancePatch = {
  readonly [Name in keyof InstanceDescription]?: InstanceDescription[Name] | null;
};
