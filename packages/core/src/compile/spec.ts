import type { AnyCategory, Section } from '../contract/category.ts';
import type { Value } from '../contract/content.ts';
import type { NoticeTime, Profile } from '../contract/profile.ts';
import type { Timing } from '../contract/trigger.ts';
import type { Instance } from '../instance/instance.ts';

/**
 * Everything that decides what a mock serves, as plain data: what a reload replaces whole.
 *
 * @public
 */
export interface ImdsSpec {
  /** The categories to serve. */
  readonly categories: readonly AnyCategory[];
  /** Whose wire format is spoken; AEMM's if absent. */
  readonly profile?: Profile;
  /** The simulated instance. */
  readonly instance?: Instance;
  /** Raw settings of categories, by category and name. */
  readonly settings?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** The timings that notices name. Names nobody set mean: at once. */
  readonly timings?: Readonly<Partial<Record<TimingName, Timing>>>;
  /** Paths and values that come on top of the categories'. */
  readonly overrides?: Readonly<Partial<Record<Section, Overrides>>>;
  /** Whether every request needs a session token (IMDSv2 only). */
  readonly requireToken?: boolean;
  /** How many clients may see notices; negative: any number. AEMM's 2 if absent. */
  readonly eligibleClients?: number;
  /** Whether default times in notices move or stand still; the profile decides if absent. */
  readonly noticeTime?: NoticeTime;
}

/**
 * The timings that all categories share: `mock` for interruptions and scheduled events, as AEMM's `mock-delay-sec`
 * has it.
 *
 * @public
 */
export type TimingName = 'mock' | 'rebalance' | 'asg-termination';

/**
 * Overrides of one section, by the key of the leaf; keys match in any case. `null` removes a leaf. A path and a value
 * under a key that no category has make a new leaf.
 *
 * What says only what would be there anyway counts as not said: files that AEMM saved name every path and value, and
 * those that follow another value go on doing so.
 *
 * @public
 */
export interface Overrides {
  /** Paths by key. */
  readonly paths?: Readonly<Record<string, string | null>>;
  /** Values by key; objects are laid over the default field by field. */
  readonly values?: Readonly<Record<string, Value>>;
}
