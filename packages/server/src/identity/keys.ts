/**
 * The keys that sign the identity document, named as on the command line: `rsa1024` makes the leaf `signature`, `dsa` the
 * leaf `pkcs7`, `rsa2048` the leaf of that name.
 *
 * @public
 */
export type IdentityKeyKind = 'rsa1024' | 'dsa' | 'rsa2048';

/**
 * A private key and the certificate that verifies its signatures, both as PEM text.
 *
 * @public
 */
export interface IdentityKeyPair {
  /** The private key, without a passphrase. */
  readonly key: string;
  /** Its certificate; if there are several, the first. */
  readonly certificate: string;
}

/**
 * Keys to sign with; those that are absent are the test authority's.
 *
 * @public
 */
export type IdentityKeys = { readonly [Kind in IdentityKeyKind]?: IdentityKeyPair };
