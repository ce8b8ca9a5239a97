import type { AnyCategory, Section } from '../contract/category.ts';
import type { Value } from '../contract/content.ts';
import type { NoticeTime, Profile } from '../contract/profile.ts';
import type { IamError, RoleCredentials } from '../contract/role-credentials.ts';
import type { Timing } from '../contract/trigger.ts';
import type { InstanceDescription } from '../instance/description.ts';

/**
 * Everything that decides what a mock serves, as plain data: what a reload replaces whole.
 *
 * @public
 */
export interface ImdsSpec {
  /** The categories to serve. */
  readonly categories: readonly AnyCategory[];
  /** Whose service is simulated; AEMM's if absent. */
  readonly profile?: Profile;
  /** What is configured of the simulated instance. */
  readonly instance?: InstanceDescription;
  /** Raw settings of categories, by category and name. */
  readonly settings?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** The states that actions made, by category. */
  readonly states?: Readonly<Record<string, unknown>>;
  /** The timing that notices share; at once if absent. */
  readonly timing?: Timing;
  /** The categories whose notices are served, by id; all if absent. */
  readonly notices?: readonly string[];
  /** Paths and values that come on top of the categories'. */
  readonly overrides?: Readonly<Partial<Record<Section, Overrides>>>;
  /** Values by path, in order, whatever is there otherwise; `null`: nothing is, nor below it. */
  readonly paths?: Readonly<Record<string, Value>>;
  /** The options of the metadata service. */
  readonly metadataOptions?: MetadataOptions;
  /** How many hops away the clients of a network are, by its block: `{ '10.0.0.0/8': 2 }`; others are 1. */
  readonly hops?: Readonly<Record<string, number>>;
  /** How many clients may see notices; negative: any number. AEMM's 2 if absent. */
  readonly eligibleClients?: number;
  /** Whether default times in notices move or stand still; the profile decides if absent. */
  readonly noticeTime?: NoticeTime;
  /** Whether credentials are realistic and renewed, where the profile would serve AEMM's fixed ones. */
  readonly freshCredentials?: boolean;
  /** The error that is served in place of the role's credentials. */
  readonly iamError?: IamError;
  /** Credentials to hand on as the role's, whatever the profile; called for each request of them. */
  readonly roleCredentials?: () => RoleCredentials;
}

/**
 * The options of the metadata service, with AWS's names and values.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceMetadataOptionsRequest.html
 * @public
 */
export interface MetadataOptions {
  /** Whether every request needs a session token; `optional` if absent. */
  readonly httpTokens?: 'optional' | 'required';
  /** Whether anything is answered at all; `enabled` if absent. */
  readonly httpEndpoint?: 'enabled' | 'disabled';
  /** How many hops away a client may be to get a token; any number if absent. */
  readonly httpPutResponseHopLimit?: number;
  /** Whether the tags of the instance are served; `enabled` if absent. */
  readonly instanceMetadataTags?: 'enabled' | 'disabled';
}

/**
 * Overrides of one section, by the key of the leaf; keys match in any case. `null` removes a leaf. A path and a value
 * under a key that no category has make a new leaf.
 *
 * What repeats a default counts as not configured: files that AEMM saved name every path and value, and those that
 * follow another value go on doing so.
 *
 * @public
 */
export interface Overrides {
  /** Paths by key. */
  readonly paths?: Readonly<Record<string, string | null>>;
  /** Values by key; objects replace the fields of the default that they name, and `null` removes one. */
  readonly values?: Readonly<Record<string, Value>>;
}
