import type { AnyCategory } from '../contract/category.ts';
import type { Control, ControlOptions } from '../control/control.ts';
import { createControl } from '../control/create-control.ts';
import { createMockClock } from '../control/mock-clock.ts';
import { createSeededRandom } from './seeded-random.ts';
import type { TestClient } from './test-client.ts';
import { createClient } from './test-client.ts';
import { weakMac } from './weak-mac.ts';

/**
 * A simulated service that a test drives, whose time stands still until it is moved, and a client of it.
 *
 * @public
 */
export interface TestControl<C extends readonly AnyCategory[] = readonly AnyCategory[]>
  extends Control<C>,
    TestClient {}

/**
 * Creates a simulated service that a test drives: the same answers in every run.
 *
 * @example
 * ```ts
 * const { actions, request } = createTestControl({ categories: [spot] });
 * actions.spot.interrupt();
 * request('/latest/meta-data/spot/instance-action').body;
 * ```
 * @param now - where its time stands first, in RFC 3339
 * @throws AemmError as {@link compileSnapshot} does
 * @public
 */
export function createTestControl<const C extends readonly AnyCategory[]>(
  spec: ControlOptions<C>['spec'],
  now = '2026-01-01T00:00:00Z',
): TestControl<C> {
  const frozenAt = Date.parse(now);
  const control = createControl({
    spec,
    mac: weakMac,
    random: createSeededRandom(),
    clock: createMockClock({ source: { now: () => frozenAt }, frozenAt }),
  });
  return { ...control, ...createClient(control.imds) };
}
