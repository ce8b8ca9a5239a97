import type { AnyCategory, Fault, FleetDescription, ImdsSpec, Random } from '@aemm/core';

/**
 * What `startMock` serves. `categories` come on top of core's static ones; whatever else is left out is as AEMM
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
 * What `startMock` takes.
 *
 * @public
 */
export interface StartOptions<C extends readonly AnyCategory[] = readonly AnyCategory[]>
  extends ServeOptions<C> {
  /**
   * A configuration file, as the command line reads it. What else is given comes on top of it: `instance`,
   * `metadataOptions`, `hops`, `settings` and `overrides` key by key, others whole. Its `speed` is that of the clock while
   * it runs. The `log` of the mock has the warnings, and names settings that only the command line uses, such as the port.
   */
  readonly configFile?: string;
  /** Whether its time stands still until it is moved, or is that of `Date`, fake timers included; `manual` if absent. */
  readonly clock?: 'manual' | 'system';
  /**
   * Where a manual clock stands first: RFC 3339, or milliseconds since the Unix epoch; the beginning of 2024 if absent. The
   * clock `system` has none.
   */
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
