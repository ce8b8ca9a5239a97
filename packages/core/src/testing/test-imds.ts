import type { ImdsSpec } from '../compile/spec.ts';
import type { ImdsEvent } from '../contract/request.ts';
import type { Imds } from '../serve/imds.ts';
import { createImds } from '../serve/imds.ts';
import type { ManualClock } from './manual-clock.ts';
import { createManualClock } from './manual-clock.ts';
import { createSeededRandom } from './seeded-random.ts';
import type { TestClient } from './test-client.ts';
import { createClient } from './test-client.ts';
import { weakMac } from './weak-mac.ts';

/**
 * A simulated service whose time stands still, with what happened beside its answers.
 *
 * @public
 */
export interface TestImds extends TestClient {
  /** The service itself. */
  readonly imds: Imds;
  /** Its time. */
  readonly clock: ManualClock;
  /** What it was observed to do, in order. */
  readonly events: readonly ImdsEvent[];
}

/**
 * Creates a simulated service for a test: the same answers in every run, at a time that the test moves.
 *
 * @example
 * ```ts
 * const imds = createTestImds({ categories: [rack] });
 * imds.clock.advance(60);
 * imds.request('/latest/meta-data/rack/room').body;
 * ```
 * @throws AemmError as {@link compileSnapshot} does
 * @public
 */
export function createTestImds(spec: ImdsSpec): TestImds {
  const clock = createManualClock();
  const events: ImdsEvent[] = [];
  const imds = createImds({
    spec,
    clock,
    random: createSeededRandom(),
    mac: weakMac,
    observe: (event) => events.push(event),
  });
  return { imds, clock, events, ...createClient(imds) };
}
