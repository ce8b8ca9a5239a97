/**
 * What this package asks of a schema: the part of the Standard Schema interface (version 1) that validates.
 *
 * Zod, Valibot, ArkType and others speak it, so a plugin brings whichever it likes.
 *
 * @see https://standardschema.dev
 * @public
 */
export interface StandardSchema<Input = unknown, Output = Input> {
  /** The interface itself, under the key that the specification fixes. */
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => StandardResult<Output> | Promise<StandardResult<Output>>;
    readonly types?: { readonly input: Input; readonly output: Output } | undefined;
  };
}

/**
 * What a validation came to: a value, or issues.
 *
 * @public
 */
export type StandardResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly StandardIssue[] };

/**
 * What is wrong with a value, and where in it.
 *
 * @public
 */
export interface StandardIssue {
  /** What is wrong, for people. */
  readonly message: string;
  /** The names and indices that lead there. */
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** Whether a value of unknown origin is a schema. */
export function isStandardSchema(value: unknown): value is StandardSchema {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return false;
  const standard = (value as { '~standard'?: unknown })['~standard'];
  return typeof standard === 'object' && standard !== null && 'validate' in standard;
}
