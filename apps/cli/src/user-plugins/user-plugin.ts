/** A plugin that the user brought, as oclif lists it. */
export interface UserPlugin {
  readonly name: string;
  /** `user`: installed by npm below the data directory; `link`: used where it is. */
  readonly type: 'user' | 'link';
  /** Where a linked one is. */
  readonly root?: string;
  /** The version or distribution tag that was asked for. */
  readonly tag?: string;
  /** Where one that is in no registry came from. */
  readonly url?: string;
}
