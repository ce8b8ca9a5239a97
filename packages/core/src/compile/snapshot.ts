import type { Content } from '../contract/content.ts';
import type { Profile } from '../contract/profile.ts';
import type { AemmError } from '../errors.ts';
import type { Instance } from '../instance/instance.ts';
import type { Node, Prepared } from './node.ts';
import type { Service } from './services.ts';
import type { MetadataOptions } from './spec.ts';

/**
 * One path that is served, for people.
 *
 * @public
 */
export interface RouteFacts {
  /** The path. */
  readonly path: string;
  /** The key of its leaf. */
  readonly key: string;
  /** The category that owns it; `undefined` for a leaf that a configuration adds. */
  readonly category: string | undefined;
  /**
   * When a notice fires, in milliseconds since the Unix epoch, `Infinity` if it waits for ever; `undefined` for a leaf
   * that is always there.
   */
  readonly firesAt: number | undefined;
  /** What it holds; `undefined` if that depends on the request or is made when it is asked for. */
  readonly content: Content | undefined;
}

/**
 * The options of the metadata service, complete. Without a hop limit every client gets a token.
 *
 * @public
 */
export type ResolvedOptions = Required<Omit<MetadataOptions, 'httpPutResponseHopLimit'>> &
  Pick<MetadataOptions, 'httpPutResponseHopLimit'>;

/**
 * An immutable compiled tree of leaves and listings, with all that decides how it is served. A reload makes a new one
 * and swaps it whole.
 *
 * @public
 */
export interface Snapshot {
  /** Whose service is simulated. */
  readonly profile: Profile;
  /** The simulated instance, complete. */
  readonly instance: Instance;
  /** The options of the metadata service. */
  readonly metadataOptions: ResolvedOptions;
  /** How many clients may see notices; negative: any number. */
  readonly eligibleClients: number;
  /** The paths that have a value in the newest version, in byte order. */
  readonly routes: readonly RouteFacts[];
  /**
   * What is wrong and does not prevent serving the rest: code of categories that failed, whose paths answer 500, leaves
   * at the same path, and descriptions that EC2 would refuse.
   */
  readonly problems: readonly AemmError[];
}

/** A snapshot as it is served. */
export interface ServedSnapshot extends Snapshot {
  /** How many hops away a client is. */
  hopsOf(client: string): number;
  /** What stands at a canonical path. */
  find(path: string): Node | undefined;
  /** An answer that needs no node, rendered once. */
  fixed(kind: FixedKind): Prepared;
  /** What its categories answer on ports of their own. */
  readonly services: readonly Service[];
}

/** The kinds of outcome that are always the same. */
export type FixedKind = 'absent' | 'unauthorized' | 'failed' | 'unanswered';
