import type {
  AddedFault,
  AnyCategory,
  BundledActions,
  ConfiguredScenario,
  Control,
  Fault,
  FleetDescription,
  Imds,
  ImdsSpec,
  JournalEntry,
  MockActions,
  Random,
  RequestQuery,
  Snapshot,
} from '@aemm/core';
import { AemmError, bundledCategories } from '@aemm/core';
import { createSeededRandom } from '@aemm/core/testing';
import type { Mock } from '@aemm/server';
import { createIdentitySigner, createLog, createMock } from '@aemm/server';
import type { Environment } from './environment/environment.ts';
import { clientEnvironment } from './environment/environment.ts';
import { replaceEnvironment } from './environment/replace-environment.ts';
import type { WaitOptions } from './wait-for-request.ts';
import { waitForRequest } from './wait-for-request.ts';

/**
 * What {@link startMock} serves. `categories` come on top of core's static ones; whatever else is left out is as AEMM
 * has it.
 *
 * @public
 */
export interface ServeOptions<C extends readonly AnyCategory[] = readonly AnyCategory[]>
  extends Partial<Omit<ImdsSpec, 'categories' | 'settings' | 'notices' | 'states'>> {
  /** What is served beside the static metadata. */
  readonly categories?: C;
  /** Raw settings of these categories, by category and name. */
  readonly settings?: CategorySettings<C>;
  /** The categories whose notices are served, by id; all if absent. */
  readonly notices?: readonly string[];
}

/**
 * What {@link startMock} takes.
 *
 * @public
 */
export interface StartOptions<C extends readonly AnyCategory[] = readonly AnyCategory[]>
  extends ServeOptions<C> {
  /** A configuration file, as the command line reads it. What else is given comes on top of it. */
  readonly configFile?: string;
  /** Whether its time stands still until it is moved, or is that of `Date`, fake timers included; `manual` if absent. */
  readonly clock?: 'manual' | 'system';
  /** Where a manual clock stands first: RFC 3339, or milliseconds since the Unix epoch; the beginning of 2024 if absent. */
  readonly now?: string | number;
  /** Instances beside the plain one, which is that of `instance`. */
  readonly fleet?: FleetDescription;
  /** The faults that it begins with, and that a reset brings back. */
  readonly faults?: readonly Fault[];
  /** The randomness that tokens are made from; the same in every run if absent. */
  readonly random?: Random;
}

/**
 * The settings that categories have, by category and name. A category whose id is not known as a literal takes any.
 *
 * @public
 */
export type CategorySettings<C extends readonly AnyCategory[]> = [C[number]] extends [never]
  ? Readonly<Record<string, never>>
  : {
      readonly [Each in C[number] as Each['id']]?: {
        readonly [Name in keyof Each['settings']]?: unknown;
      };
    };

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
   * the credentials of the developer. The result puts everything back, by `using` or `restore()`.
   */
  useEnv(): UsedEnvironment;
  /**
   * Serves something else from the next request on, given as {@link startMock} takes it; delays still count from the
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
  /** Puts back what was there before. */
  restore(): void;
}

const START = Date.UTC(2024, 0);

const CLOCKS: readonly string[] = ['manual', 'system'];

/**
 * Starts an instance metadata service within the test's own process, on a port that is free. It does not keep the process
 * alive.
 *
 * @example
 * ```ts
 * await using mock = await startMock({ categories: [spot] });
 * mock.actions.spot.interrupt({ action: 'stop', inSeconds: 120 });
 * const answer = await fetch(`${mock.url}/latest/meta-data/spot/instance-action`);
 * ```
 * @throws AemmError for categories or values that cannot be served
 * @throws RangeError if `now` is not a time, or there is no such `clock`
 * @public
 */
export async function startMock<const C extends readonly AnyCategory[] = readonly []>(
  options: StartOptions<C> = {},
): Promise<RunningMock<C>> {
  const { clock = 'manual', now = START, random = createSeededRandom() } = options;
  if (!CLOCKS.includes(clock)) {
    throw new RangeError(`"${clock}" is not a clock. Allowed: ${CLOCKS.join(', ')}.`);
  }
  const lines: string[] = [];
  const { spec, ...configured } = await configurationOf(options);
  const mock = createMock({
    spec,
    random,
    signer: createIdentitySigner(),
    clock: { now: () => Date.now() },
    ...(clock === 'manual' && { frozenAt: readTime(now) }),
    log: createMemoryLog(lines),
    ...configured,
  });
  // A test that forgets to close it ends all the same.
  const { url } = await mock.listen({ host: '127.0.0.1', port: 0, unref: true });
  // Clients in the same process have no request on its way while they close the mock.
  const close = () => mock.close({ quietMs: 0 });
  const { categories: _, ...control } = mock.control;
  return {
    ...control,
    fault: (fault) => disposable(control.fault(fault)),
    waitForRequest: (query, waitOptions) => waitForRequest(control, query, waitOptions),
    actions: control.actions as MockActions<C> & BundledActions,
    instance: (name) => instanceOf(mock, name),
    url,
    env: variablesOf(url),
    log: lines,
    useEnv: () => useEnvironment(url),
    reload: (next = {}) => mock.control.reload(withCategories(next)),
    close,
    [Symbol.asyncDispose]: close,
  };
}

interface Configuration {
  readonly spec: ImdsSpec;
  readonly faults: readonly Fault[];
  readonly scenario?: ConfiguredScenario | undefined;
  readonly fleet?: FleetDescription | undefined;
}

async function configurationOf<C extends readonly AnyCategory[]>({
  configFile,
  faults,
  fleet,
  clock: _clock,
  now: _now,
  random: _random,
  ...served
}: StartOptions<C>): Promise<Configuration> {
  const given = withCategories(served);
  if (configFile === undefined) return { spec: given, faults: faults ?? [], fleet };
  const { readConfig } = await import('./read-config.ts');
  const config = await readConfig(configFile, given.categories);
  const { scenario } = config;
  return {
    spec: { ...config.spec(), ...given },
    faults: faults ?? config.faults,
    fleet: fleet ?? config.fleet,
    scenario,
  };
}

function instanceOf<C extends readonly AnyCategory[]>(
  { fleet }: Mock,
  name: string,
): DrivenInstance<C> {
  if (fleet !== undefined) return fleet.instance(name) as unknown as DrivenInstance<C>;
  const message = `There is no instance "${name}": the mock was started without a fleet.`;
  throw new AemmError('AEMM_INSTANCE_UNKNOWN', message, { key: 'instance' });
}

function withCategories<C extends readonly AnyCategory[]>({
  categories,
  settings,
  ...options
}: ServeOptions<C>): ImdsSpec {
  return {
    ...options,
    ...(settings && { settings: { ...settings } as NonNullable<ImdsSpec['settings']> }),
    categories: [...bundledCategories, ...(categories ?? [])],
  };
}

function readTime(now: string | number): number {
  const time = new Date(now).getTime();
  if (Number.isNaN(time)) throw new RangeError(`"${now}" is not a time. Allowed: RFC 3339.`);
  return time;
}

function disposable(fault: AddedFault): MockFault {
  return {
    id: fault.id,
    get struck() {
      return fault.struck;
    },
    remove: fault.remove,
    [Symbol.dispose]: fault.remove,
    [Symbol.asyncDispose]: async () => fault.remove(),
  };
}

function createMemoryLog(lines: string[]) {
  const decoder = new TextDecoder();
  return createLog({
    format: 'off',
    clock: { now: () => Date.now() },
    sink(bytes, done) {
      const text = decoder.decode(bytes);
      lines.push(...text.trimEnd().split('\n').map(withoutTime));
      done();
    },
  });
}

function withoutTime(line: string): string {
  return line.replace(/^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d /, '');
}

/** What points clients at a mock, in an environment that has nothing else. */
function variablesOf(url: string): Record<string, string> {
  return environmentFor(url, {}).env as Record<string, string>;
}

function useEnvironment(url: string): UsedEnvironment {
  const restore = replaceEnvironment(environmentFor(url, process.env).env);
  return { restore, [Symbol.dispose]: restore };
}

function environmentFor(url: string, env: Environment) {
  const hosts = [new URL(url).hostname, 'localhost'];
  return clientEnvironment({ env, platform: process.platform, url, hosts, keep: [] });
}
