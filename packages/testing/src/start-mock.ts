import type { AnyCategory, Imds, ImdsSpec, Random, Snapshot } from '@aemm/core';
import { bundledCategories } from '@aemm/core';
import type { ManualClock } from '@aemm/core/testing';
import { createManualClock, createSeededRandom } from '@aemm/core/testing';
import type { ListeningService } from '@aemm/server';
import { createLog, createMock } from '@aemm/server';

/**
 * What {@link startMock} serves. `categories` come on top of core's static ones; whatever else is left out is as AEMM
 * has it.
 *
 * @public
 */
export interface ServeOptions<C extends readonly AnyCategory[] = readonly AnyCategory[]>
  extends Partial<Omit<ImdsSpec, 'categories' | 'settings' | 'notices'>> {
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
export interface MockOptions<C extends readonly AnyCategory[] = readonly AnyCategory[]>
  extends ServeOptions<C> {
  /** The time; a clock that stands at the beginning of 2024 if absent. */
  readonly clock?: ManualClock;
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
 * An instance metadata service within the test's own process.
 *
 * @public
 */
export interface TestMock extends AsyncDisposable {
  /** Where it listens, on loopback: `http://127.0.0.1:40123`. */
  readonly url: string;
  /** The service behind it. */
  readonly imds: Imds;
  /** The services of its categories that listen on ports of their own. */
  readonly services: readonly ListeningService[];
  /** Its time: move it, and notices fire. */
  readonly clock: ManualClock;
  /** The lines it has logged, without their time. */
  readonly log: readonly string[];
  /**
   * Serves something else from the next request on, given as {@link startMock} takes it; delays still count from the
   * start. What is left out is as AEMM has it, not as it was before.
   *
   * @throws AemmError for categories or values that cannot be served, and then goes on as before
   */
  reload<const C extends readonly AnyCategory[] = readonly []>(options?: ServeOptions<C>): Snapshot;
  /** Stops listening. */
  close(): Promise<void>;
}

/**
 * Starts an instance metadata service within the test's own process, on a port that is free. It does not keep the process
 * alive.
 *
 * @example
 * ```ts
 * await using mock = await startMock({ categories: [rack], settings: { rack: { room: 'red' } } });
 * const answer = await fetch(`${mock.url}/latest/meta-data/rack/room`);
 * ```
 * @throws AemmError for categories or values that cannot be served
 * @public
 */
export async function startMock<const C extends readonly AnyCategory[] = readonly []>(
  options: MockOptions<C> = {},
): Promise<TestMock> {
  const { clock = createManualClock(), random = createSeededRandom(), ...spec } = options;
  const lines: string[] = [];
  const decoder = new TextDecoder();
  const log = createLog({
    format: 'off',
    clock,
    sink(bytes, done) {
      const text = decoder.decode(bytes);
      lines.push(...text.trimEnd().split('\n').map(withoutTime));
      done();
    },
  });
  const mock = createMock({
    spec: specOf(spec),
    clock,
    random,
    log,
  });
  // A test that forgets to close it ends all the same.
  const { url } = await mock.listen({ host: '127.0.0.1', port: 0, unref: true });
  // Clients in the same process have no request on its way while they close the mock.
  const close = () => mock.close({ quietMs: 0 });
  return {
    url,
    imds: mock.imds,
    services: mock.services,
    clock,
    log: lines,
    reload: (next = {}) => mock.imds.reload(specOf(next)),
    close,
    [Symbol.asyncDispose]: close,
  };
}

function specOf<C extends readonly AnyCategory[]>({
  categories,
  settings,
  ...options
}: ServeOptions<C>): ImdsSpec {
  return {
    ...options,
    settings: { ...settings } as NonNullable<ImdsSpec['settings']>,
    categories: [...bundledCategories, ...(categories ?? [])],
  };
}

function withoutTime(line: string): string {
  return line.replace(/^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d /, '');
}
