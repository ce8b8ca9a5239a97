import type {
  AddedFault,
  AnyCategory,
  BundledActions,
  ConfiguredScenario,
  Fault,
  FleetDescription,
  ImdsSpec,
  MockActions,
} from '@aemm/core';
import { AemmError, bundledCategories } from '@aemm/core';
import { createSeededRandom } from '@aemm/core/testing';
import type { HostCheckMode, Mock } from '@aemm/server';
import { createIdentitySigner, createMock } from '@aemm/server';
import { checkOptions } from './check-options.ts';
import type { Environment } from './environment/environment.ts';
import { clientEnvironment } from './environment/environment.ts';
import { replaceEnvironment } from './environment/replace-environment.ts';
import { createMemoryLog } from './memory-log.ts';
import { mergeSpec } from './merge-spec.ts';
import type { ServeOptions, StartOptions } from './options.ts';
import type { DrivenInstance, MockFault, RunningMock, UsedEnvironment } from './running-mock.ts';
import { waitForRequest } from './wait-for-request.ts';

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
 * @throws RangeError if `now` is not a time from 1970 to the year 9998, or stands beside `clock: 'system'`, or
 * there is no such `clock`
 * @public
 */
export async function startMock<const C extends readonly AnyCategory[] = readonly []>(
  options: StartOptions<C> = {},
): Promise<RunningMock<C>> {
  checkOptions(options);
  const { clock = 'manual', now, random = createSeededRandom() } = options;
  if (!CLOCKS.includes(clock)) {
    throw new RangeError(`"${clock}" is not a clock. Allowed: ${CLOCKS.join(', ')}.`);
  }
  if (clock === 'system' && now !== undefined) {
    throw new RangeError(
      '"now" is where a manual clock stands. The clock "system" is that of Date.',
    );
  }
  const lines: string[] = [];
  const log = createMemoryLog(lines);
  const { spec, warnings = [], ...configured } = await configurationOf(options);
  for (const line of warnings) log.message(line);
  const mock = createMock({
    spec,
    random,
    signer: createIdentitySigner(),
    clock: { now: () => Date.now() },
    ...(clock === 'manual' && { frozenAt: now === undefined ? START : now }),
    log,
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
  readonly speed?: number;
  readonly fleet?: FleetDescription | undefined;
  readonly tokenSecret?: Uint8Array;
  readonly checkHost?: HostCheckMode;
  readonly warnings?: readonly string[];
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
  const { readConfig, warningsOf } = await import('./read-config.ts');
  const config = await readConfig(configFile, given.categories);
  const { scenario, globals } = config;
  const secret = globals['token-secret'];
  return {
    spec: mergeSpec(config.spec(), given),
    faults: faults ?? config.faults,
    fleet: fleet ?? config.fleet,
    scenario,
    speed: globals.speed,
    checkHost: globals['check-host'],
    ...(secret !== '' && { tokenSecret: new TextEncoder().encode(secret) }),
    warnings: warningsOf(config, given.categories),
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

/** What points clients at a mock, in an environment that has nothing else. */
function variablesOf(url: string): Record<string, string> {
  return environmentFor(url, {}).env as Record<string, string>;
}

function useEnvironment(url: string): UsedEnvironment {
  const restore = replaceEnvironment((env) => environmentFor(url, env).env);
  return { restore, [Symbol.dispose]: restore };
}

function environmentFor(url: string, env: Environment) {
  const hosts = [new URL(url).hostname, 'localhost'];
  return clientEnvironment({ env, platform: process.platform, url, hosts, keep: [] });
}
