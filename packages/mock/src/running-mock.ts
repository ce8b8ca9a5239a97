import type {
  AddedFault,
  AnyCategory,
  BundledActions,
  Control,
  Fault,
  Imds,
  JournalEntry,
  MockActions,
  RequestQuery,
  Snapshot,
} from '@aemm/core';
import type { ServeOptions } from './options.ts';
import type { WaitOptions } from './wait-for-request.ts';

/**
 * An instance metadata service within the test's own process, and everything that can be done to it.
 *
 * @public
 */
export interface RunningMock<C extends readonly AnyCategory[] = readonly AnyCategory[]>
  extends Omit<Control<C>, 'actions' | 'reload' | 'categories' | 'fault'>,
    AsyncDisposable {
  /** Where it listens, on loopback: `http://127.0.0.1:40123`. */
  readonly url: string;
  /** The service behind it. */
  readonly imds: Imds;
  /** The actions of its categories: `actions.spot.interrupt({ action: 'stop' })`. */
  readonly actions: MockActions<C> & BundledActions;
  /**
   * Adds a fault, which ends with the block that it is `using`, also where the test throws.
   *
   * @example
   * ```ts
   * await using outage = mock.fault({ path: '/latest/api/token', status: 503, times: 3 });
   * ```
   * @throws AemmError `AEMM_INPUT_INVALID`
   */
  fault(fault: Fault): MockFault;
  /**
   * Waits for a request, one that came already or one to come.
   *
   * @param query - a path, or which requests are meant
   * @throws Error that names the nearest request, if none comes in time
   * @throws AemmError `AEMM_INPUT_INVALID`
   */
  waitForRequest(query: string | RequestQuery, options?: WaitOptions): Promise<JournalEntry>;
  /**
   * What drives one instance of its fleet, by its id or what it matches.
   *
   * @example
   * ```ts
   * for (const { id } of mock.instances({ share: 0.1 })) mock.instance(id).actions.spot.interrupt({ action: 'stop' });
   * ```
   * @throws AemmError `AEMM_INSTANCE_UNKNOWN`
   */
  instance(name: string): DrivenInstance<C>;
  /** Every variable that points AWS clients at it. */
  readonly env: Readonly<Record<string, string>>;
  /** The lines it has logged, without their time. */
  readonly log: readonly string[];
  /**
   * Points AWS clients of this process at it: sets the variables of {@link env}, and hides what they would prefer, such as
   * the credentials of the developer. The result puts everything back, by `using` or `restore()`. Of several in use, the
   * latest counts, in whatever order they are put back.
   */
  useEnv(): UsedEnvironment;
  /**
   * Serves something else from the next request on, given as `startMock` takes it; delays still count from the
   * start. What is left out is as AEMM has it, not as it was before. What was changed since the start still holds.
   *
   * @throws AemmError for categories or values that cannot be served, and then goes on as before
   */
  reload<const D extends readonly AnyCategory[] = readonly []>(options?: ServeOptions<D>): Snapshot;
  /** Stops listening. */
  close(): Promise<void>;
}

/**
 * An instance of a fleet.
 *
 * @public
 */
export interface DrivenInstance<C extends readonly AnyCategory[] = readonly AnyCategory[]>
  extends Omit<Control<C>, 'actions' | 'reload' | 'categories' | 'instances'> {
  /** The actions of its categories. */
  readonly actions: MockActions<C> & BundledActions;
}

/**
 * A fault that ends with a block.
 *
 * @public
 */
export interface MockFault extends AddedFault, Disposable, AsyncDisposable {}

/**
 * An environment that is in use until it is put back.
 *
 * @public
 */
export interface UsedEnvironment extends Disposable {
  /** Puts back what was there before; a second call does nothing. */
  restore(): void;
}
