import type { ImdsSpec } from '../compile/spec.ts';
import type { AnyCategory } from '../contract/category.ts';
import type { ImdsRequest } from '../contract/request.ts';
import type { Control, ControlOptions, MockParts } from '../control/control.ts';
import type { FleetInstance, FleetSelection } from '../control/instances.ts';
import type { MockClock } from '../control/mock-clock.ts';
import type { AemmError } from '../errors.ts';
import type { Fault } from '../faults/fault.ts';
import type { JournalCounts } from '../requests/counts.ts';
import type { FleetDescription } from './description.ts';

/**
 * What a fleet is made from: what all instances share, and what each is.
 *
 * @public
 */
export interface FleetOptions<C extends readonly AnyCategory[] = readonly AnyCategory[]>
  extends Omit<ControlOptions<C>, 'clock'> {
  /** The instances. */
  readonly fleet: FleetDescription;
  /** The plain instance, for clients that no instance of the fleet is for. */
  readonly plain: Control<C>;
  /** Makes the clock of an instance. */
  readonly createClock: () => MockClock;
}

/**
 * Many instances that one server answers for, each with its own description, time, session tokens, notices, faults and
 * journal. One is made when it is asked for first.
 *
 * @public
 */
export interface Fleet<C extends readonly AnyCategory[] = readonly AnyCategory[]> {
  /** How it was described. */
  readonly description: FleetDescription;
  /** The plain instance. */
  readonly plain: Control<C>;
  /** What has no effect, or would be refused by EC2. */
  readonly problems: readonly AemmError[];
  /** The instances, listed ones first. */
  readonly instances: readonly FleetInstance[];
  /** How many requests they had since the start, all together. Those of the plain one are counted in its journal. */
  readonly counts: JournalCounts;
  /** What answers a request: the instance that it means, or the plain one. */
  find(request: ImdsRequest): MockParts;
  /**
   * An instance by its id, or by what it matches.
   *
   * @throws AemmError `AEMM_INSTANCE_UNKNOWN`
   */
  instance(name: string): Control<C>;
  /**
   * The instances that are meant, in their order.
   *
   * @throws AemmError `AEMM_INPUT_INVALID`
   */
  select(selection?: FleetSelection): readonly FleetInstance[];
  /** Makes a port that of an instance, by its id. */
  listensOn(id: string, port: number): void;
  /**
   * Checks whether the instances can be as they are described under another configuration.
   *
   * @throws AemmError `AEMM_INSTANCE_INVALID` for an instance that its profile refuses
   */
  check(spec: ImdsSpec): void;
  /**
   * What all instances share from now on. What was done to them still holds; one where that, or its description,
   * contradicts it stays as it was until it is reset, and `observe` is called with the reason.
   */
  reload(spec: ImdsSpec): void;
  /** The faults that are configured for each from now on. */
  configureFaults(faults: readonly Fault[]): void;
  /** Makes every instance as it was at the start. */
  reset(): void;
}
