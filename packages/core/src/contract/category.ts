import type { Instance } from '../instance/instance.ts';
import type { ActionDefinition, ActionInputs } from './action.ts';
import type { Format, Value } from './content.ts';
import type { IdentitySigner } from './identity-signer.ts';
import type { ImdsVersion } from './request.ts';
import type { IamError, RoleCredentials } from './role-credentials.ts';
import type { ServiceDefinition } from './service.ts';
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
export interface LeafContext<S extends Settings = Settings, State = unknown> {
  /** The category's own settings, validated. */
  readonly settings: SettingValues<S>;
  /** What the category's actions made of {@link Category.state}. */
  readonly state: State;
  /** The simulated instance, complete. */
  readonly instance: Instance;
  /** The id of the profile: `aemm`. */
  readonly profile: string;
  /** When the mock started, in milliseconds since the Unix epoch. */
  readonly startedAt: number;
  /**
   * The time that default times count from, in milliseconds since the Unix epoch. A leaf that reads it is made anew
   * for each request; so is a notice where the profile lets times move, as AEMM does.
   */
  readonly time: number;
  /** When the request came, in milliseconds since the Unix epoch. A leaf or notice that reads it is made anew for each. */
  readonly now: number;
  /** Which version of IMDS the request speaks. A leaf that reads it is made anew for each request. */
  readonly imds: ImdsVersion;
  /** Signs identity documents; absent where the mock was created without. */
  readonly signer: IdentitySigner | undefined;
  /** The error that IMDS reports in place of the role's credentials; absent where there is none. */
  readonly iamError: IamError | undefined;
  /**
   * Credentials of the caller to hand on as the role's; absent where the mock makes them up. A leaf that reads it is made
   * anew for each request.
   */
  readonly roleCredentials: RoleCredentials | undefined;
  /** The member of {@link LeafDefinition.each} that the leaf is made for. */
  readonly item: unknown;
  /** The value that another leaf of the same section resolves to. */
  value(key: string): Value | undefined;
  /** The body that another leaf of the same section is served with; `undefined` if it is not there. */
  served(key: string): Uint8Array | undefined;
}

/**
 * What the code of a notice is given.
 *
 * @public
 */
export interface NoticeContext<S extends Settings = Settings, State = unknown>
  extends LeafContext<S, State> {
  /** When the notice fires, in milliseconds since the Unix epoch. */
  readonly firedAt: number;
  /** When its trigger fires, whatever {@link NoticeDefinition.firesAt} makes of that; `Infinity`: never. */
  readonly triggeredAt: number;
}

/**
 * A value that is made when it is first asked for, and then kept.
 *
 * @public
 */
export type Deferred = () => Value | undefined;

/**
 * A path that has a value.
 *
 * @public
 */
export interface LeafDefinition<S extends Settings = Settings, State = unknown> {
  /** The key under `paths` and `values` of the section, unique there. */
  readonly key: string;
  /**
   * The default path, relative to the root of a version: `meta-data/mac` is served at `/latest/meta-data/mac`. One that
   * begins with `/` is absolute and in no version. `{key}` stands for the value of that leaf of the section, without
   * which this one is not there either. Without a path the value is only used inside other answers.
   */
  readonly path?: string;
  /**
   * The default value; `undefined` or `null`: the leaf is neither listed nor served. What is expensive may be deferred
   * until it is first asked for.
   */
  readonly value: Value | ((context: LeafContext<S, State>) => Value | Deferred | undefined);
  /** How the value is meant; `auto` if absent. */
  readonly format?: Format;
  /** `true`: the value is an object, each field of which is a leaf below `path`; `null` removes what is there. */
  readonly branch?: true;
  /** The fields of a branch that have a key of their own under `paths` and `values`. */
  readonly fieldKeys?: Readonly<Record<string, string>>;
  /** What the leaf is there for many times, such as network interfaces: see {@link forEachOf}. */
  readonly each?: (instance: Instance) => readonly object[];
  /** How EC2 lists the directory of the leaf, with placeholders: `{index}={name}`. */
  readonly directoryLabel?: string;
  /** `false`: served, but named by no listing. */
  readonly listed?: false;
  /** The first version of IMDS that has it, as AWS documents it: `2020-08-24`. */
  readonly since?: string;
}

/**
 * A leaf that is there for each member of a list.
 *
 * @public
 */
export interface EachDefinition<Item, S extends Settings = Settings, State = unknown>
  extends Omit<LeafDefinition<S, State>, 'value' | 'each' | 'path' | 'branch' | 'fieldKeys'> {
  /**
   * As {@link LeafDefinition.path}; `{name}` stands for that field of the member too. The first member's paths follow
   * the leaf of that key, if there is one, so that a configured value moves them.
   */
  readonly path: string;
  /** The default value for a member; `undefined` or `null`: the leaf is neither listed nor served. */
  readonly value: (item: Item, context: LeafContext<S, State>) => Value | undefined;
}

/**
 * Declares leaves that are there for each of something the instance has many of. A configured path or value replaces
 * that of the first member.
 *
 * @example
 * ```ts
 * const ofInterface = forEachOf((instance) => instance.interfaces);
 * const leaves = [
 *   ofInterface({ key: 'mac-vpc-id', path: 'meta-data/network/interfaces/macs/{mac}/vpc-id', value: ({ vpcId }) => vpcId }),
 * ];
 * ```
 * @public
 */
export function forEachOf<Item extends object>(
  each: (instance: Instance) => readonly Item[],
): <S extends Settings, State>(
  definition: EachDefinition<Item, S, State>,
) => LeafDefinition<S, State> {
  return ({ value, ...definition }) => ({
    ...definition,
    each,
    value: (context) =>
      context.item === undefined ? undefined : value(context.item as Item, context),
  });
}

/**
 * A leaf that appears in time.
 *
 * @public
 */
export interface NoticeDefinition<S extends Settings = Settings, State = unknown> {
  /** {@inheritDoc LeafDefinition.key} */
  readonly key: string;
  /** {@inheritDoc LeafDefinition.path} */
  readonly path: string;
  /**
   * When it fires: `mock`, the timing that categories share; one of {@link Category.timings} by its name; or a timing.
   */
  readonly trigger: string | ((context: LeafContext<S, State>) => Timing);
  /**
   * When it fires by the state of the category, in milliseconds since the Unix epoch: `null` if it does not,
   * `undefined` if its trigger decides.
   */
  readonly firesAt?: (context: LeafContext<S, State>) => number | null | undefined;
  /** Its value once it has fired; `undefined`: it never appears. */
  readonly value: (context: NoticeContext<S, State>) => Value | undefined;
  /** Its value until then; without one the path is absent until it fires. */
  readonly before?: Value | ((context: LeafContext<S, State>) => Value | undefined);
  /** {@inheritDoc LeafDefinition.format} */
  readonly format?: Format;
  /** {@inheritDoc LeafDefinition.since} */
  readonly since?: string;
}

/**
 * The settings that a timing is configured by, each by its name within the category.
 *
 * @public
 */
export interface TimingSettings<S extends Settings = Settings> {
  /** The seconds from the start: a whole number. */
  readonly delaySec: keyof S & string;
  /** The moment, in RFC 3339, which beats the delay. */
  readonly triggerTime: keyof S & string;
}

/**
 * A part of the metadata that one piece of code owns.
 *
 * @public
 */
export interface Category<
  S extends Settings = Settings,
  Id extends string = string,
  // biome-ignore lint/suspicious/noExplicitAny: without a state in the type, any will do
  State = any,
  // biome-ignore lint/suspicious/noExplicitAny: without actions in the type, any will do
  Inputs extends ActionInputs = any,
> {
  /**
   * Its name, which is also the configuration section of its settings: `spot` for `spot.action`. With settings it is
   * none of `metadata`, `dynamic`, `userdata`, `instance` and `server`, which hold something else.
   */
  readonly id: Id;
  /** {@link CATEGORY_CONTRACT} as its author knew it. */
  readonly contract: number;
  /** What it is, for help and docs. */
  readonly description: string;
  /** {@inheritDoc Section} */
  readonly section: Section;
  /** Its own settings by name. */
  readonly settings: S;
  /** Its leaves, in the order that docs show them. */
  readonly leaves: readonly LeafDefinition<S, State>[];
  /** Its notices. */
  readonly notices: readonly NoticeDefinition<S, State>[];
  /** The timings that its notices wait for, by name, each configured by settings of the category. */
  readonly timings: Readonly<Record<string, TimingSettings<S>>>;
  /** The state that its actions change, as it is before any: plain data. */
  readonly state: State;
  /** What can happen to it while a mock runs, by name: `recommend-rebalance`. */
  readonly actions: { readonly [Name in keyof Inputs]: ActionDefinition<State, Inputs[Name], S> };
  /** What it answers on a port of its own, beside the metadata service. */
  readonly service?: ServiceDefinition<S, State>;
}

/**
 * A category whatever its settings: what collections of them hold.
 *
 * @public
 */
// biome-ignore lint/suspicious/noExplicitAny: a context of unknown settings must accept the code of every category
export type AnyCategory = Category<any, string, any, any>;

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
 *   leaves: [{ key: 'rack-room', path: 'meta-data/rack/room', value: ({ settings }) => settings.room }],
 * });
 * ```
 * @public
 */
export function defineCategory<
  const S extends Settings = Record<never, never>,
  const Id extends string = string,
  State = undefined,
  Inputs extends ActionInputs = Record<never, never>,
>(
  definition: Pick<Category<S, Id, State, Inputs>, 'id' | 'contract' | 'description'> &
    Partial<Category<S, Id, State, Inputs>>,
): Category<S, Id, State, Inputs> {
  return {
    section: 'metadata',
    settings: {} as S,
    leaves: [],
    notices: [],
    timings: {},
    state: undefined as State,
    actions: {} as Category<S, Id, State, Inputs>['actions'],
    ...definition,
  };
}
