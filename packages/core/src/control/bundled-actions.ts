/**
 * The actions of the categories that this package brings.
 *
 * @public
 */
export interface BundledActions {
  /** Instance tags. */
  readonly tags: {
    /** Sets a tag. */
    set(input: { readonly name: string; readonly value: string }): void;
    /** Removes a tag. */
    remove(input: { readonly name: string }): void;
  };
}
