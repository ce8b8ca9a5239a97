import type { Instance } from '../instance/instance.ts';
import type { Format, Value } from './content.ts';
import type { Settings, SettingValues } from './setting.ts';
import type { Timing } from './trigger.ts';

/**
 * The version of the contract between core and its categories. It changes when a category would have to.
 *
 * @public
 */
export const CATEGORY_CONTRACT = 1;

/**
 * The sections of a configuration under which paths and values of leaves are overridden: `metadata.values.mac`.
 *
 * @public
 */
export const SECTIONS = ['metadata', 'dynamic', 'userdata'] as const;

/**
 * Where in a configuration the paths and values of a category's leaves are overridden: one of {@link SECTIONS}.
 *
 * @public
 */
export type Section = (typeof SECTIONS)[number];

/**
 * What the code of a category is given.
 *
 * @public
 */
export interface LeafContext<S extends Settings = Settings> {
  /** The category's own settings, validated. */
  readonly settings: SettingValues<S>;
  /** The simulated instance, as far as it was described. */
  readonly instance: Instance;
  /** When the mock started, in milliseconds since the Unix epoch. */
  readonly startedAt: number;
  /**
   * The time that default times count from, in milliseconds since the Unix epoch. A leaf that reads it is made anew
   * for each request; so is a notice where the profile lets times move, as AEMM does.
   */
  readonly time: number;
  /** The value that another leaf of the same section resolves to. */
  value(key: string): Value | undefined;
}

/**
 * What the code of a notice is given.
 *
 * @public
 */
export interface NoticeContext<S extends Settings = Settings> extends LeafContext<S> {
  /** When the notice fires, in milliseconds since the Unix epoch. */
  readonly firedAt: number;
}

/**
 * A path that has a value.
 *
 * @public
 */
export interface LeafDefinition<S extends Settings = Settings> {
  /** The key under `paths` and `values` of the section, unique there. */
  readonly key: string;
  /**
   * The default path. `{key}` stands for the value of that leaf of the section, without which this one is not there
   * either. Without a path the value is only used inside other answers.
   */
  readonly path?: string;
  /** The default value; `undefined` or `null`: the leaf is neither listed nor served. */
  readonly value: Value | ((context: LeafContext<S>) => Value | undefined);
  /** How the value is meant; `auto` if absent. */
  readonly format?: Format;
  /** `true`: the value is an object, each field of which is a leaf below `path`; `null` removes what is there. */
  readonly branch?: true;
  /** `false`: served, but named by no listing. */
  readonly listed?: false;
  /** The first build of IMDS that has it, as AWS documents it: `2020-08-24`. */
  readonly since?: string;
}

/**
 * A leaf that appears in time.
 *
 * @public
 */
export interface NoticeDefinition<S extends Settings = Settings> {
  /** {@inheritDoc LeafDefinition.key} */
  readonly key: string;
  /** {@inheritDoc LeafDefinition.path} */
  readonly path: string;
  /** When it fires: one of the mock's timings by name (`mock`, `rebalance`, `asg-termination`), or a timing. */
  readonly trigger: string | ((context: LeafContext<S>) => Timing);
  /** Its value once it has fired; `undefined`: it never appears. */
  readonly value: (context: NoticeContext<S>) => Value | undefined;
  /** Its value until then; without one the path is absent until it fires. */
  readonly before?: Value;
  /** {@inheritDoc LeafDefinition.format} */
  readonly format?: Format;
  /** {@inheritDoc LeafDefinition.since} */
  readonly since?: string;
}

/**
 * A part of the metadata that one piece of code owns.
 *
 * @public
 */
export interface Category<S extends Settings = Settings> {
  /**
   * Its name, which is also the configuration section of its settings: `spot` for `spot.action`. With settings it is
   * none of `metadata`, `dynamic`, `userdata`, `instance` and `server`, which hold something else.
   */
  readonly id: string;
  /** {@link CATEGORY_CONTRACT} as its author knew it. */
  readonly contract: number;
  /** What it is, for help and docs. */
  readonly description: string;
  /** {@inheritDoc Section} */
  readonly section: Section;
  /** Its own settings by name. */
  readonly settings: S;
  /** Its leaves, in the order that docs show them. */
  readonly leaves: readonly LeafDefinition<S>[];
  /** Its notices. */
  readonly notices: readonly NoticeDefinition<S>[];
}

/**
 * A category whatever its settings: what collections of them hold.
 *
 * @public
 */
// biome-ignore lint/suspicious/noExplicitAny: a context of unknown settings must admit every category's code
export type AnyCategory = Category<any>;

/**
 * Declares a category. What is left out of the definition is empty; the section is `metadata`.
 *
 * @example
 * ```ts
 * const rack = defineCategory({
 *   id: 'rack',
 *   contract: 1,
 *   description: 'Where the machine stands',
 *   settings: { room: textSetting({ description: 'name of the room', default: 'blue' }) },
 *   leaves: [{ key: 'rack-room', path: '/latest/meta-data/rack/room', value: ({ settings }) => settings.room }],
 * });
 * ```
 * @public
 */
export function defineCategory<const S extends Settings = Record<never, never>>(
  definition: Pick<Category<S>, 'id' | 'contract' | 'description'> & Partial<Category<S>>,
): Category<S> {
  return { section: 'metadata', settings: {} as S, leaves: [], notices: [], ...definition };
}
