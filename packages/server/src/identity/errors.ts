import type { IdentityKeyKind } from './keys.ts';

/**
 * Every code that the keys of identity signatures fail with, and what it means in one phrase.
 *
 * @public
 */
export const IDENTITY_ERROR_CODES = {
  AEMM_IDENTITY_KEY: {
    fault: 'user',
    means: 'a key or certificate for the signatures of the identity document cannot be used',
  },
} as const satisfies Record<string, { fault: 'user'; means: string }>;

/**
 * A code of {@link IDENTITY_ERROR_CODES}.
 *
 * @public
 */
export type IdentityErrorCode = keyof typeof IDENTITY_ERROR_CODES;

/**
 * A key or certificate cannot be used for the signatures of the identity document. The message is one line: what is
 * wrong, and what is needed. It never repeats any of the key.
 *
 * @public
 */
export class IdentityKeyError extends Error {
  /** The name of the class. */
  override readonly name = 'IdentityKeyError';
  /** What went wrong. */
  readonly code: IdentityErrorCode = 'AEMM_IDENTITY_KEY';
  /** Which pair it is. */
  readonly kind: IdentityKeyKind;

  constructor(kind: IdentityKeyKind, message: string, options: { cause?: unknown } = {}) {
    super(message, options);
    this.kind = kind;
  }
}
