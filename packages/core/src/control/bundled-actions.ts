import type { IamFailure } from '../contract/role-credentials.ts';

/**
 * The actions of the categories that this package brings.
 *
 * @public
 */
export interface BundledActions {
  /** Credentials of the role. */
  readonly iam: {
    /** Renews the credentials of the role now. */
    rotate(input?: Readonly<Record<never, never>>): void;
    /** Takes the credentials of the role away, with the error that IMDS reports then. */
    fail(input?: { readonly code?: IamFailure }): void;
    /** Ends the error, also a configured one: the credentials are back. */
    restore(input?: Readonly<Record<never, never>>): void;
  };
  /** Instance tags. */
  readonly tags: {
    /** Sets a tag. */
    set(input: { readonly name: string; readonly value: string }): void;
    /** Removes a tag. */
    remove(input: { readonly name: string }): void;
  };
}
