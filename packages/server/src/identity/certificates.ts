import type { IdentityKeyKind, IdentityKeys } from './keys.ts';
import { readKeyPair } from './read-key-pair.ts';
import { TEST_KEYS } from './test-keys.ts';

/**
 * A certificate, of the test authority or your own, and what it verifies.
 *
 * @public
 */
export interface IdentityCertificate {
  /** Which key it belongs to. */
  readonly kind: IdentityKeyKind;
  /** The leaf below `dynamic/instance-identity/` that it verifies. */
  readonly verifies: 'signature' | 'pkcs7' | 'rsa2048';
  /** The certificate, as PEM text that ends with a newline. */
  readonly certificate: string;
}

/**
 * The certificates that verify what {@link createIdentitySigner} signs with the same keys; the test authority's where
 * there are none.
 *
 * The one for `signature` comes first: `openssl x509` reads the first certificate of a file, while `openssl smime` finds
 * the right one among several. So one file of all three verifies all three.
 *
 * @throws IdentityKeyError `AEMM_IDENTITY_KEY` if a key that is given cannot be used
 * @public
 */
export function identityCertificates(keys: IdentityKeys = {}): readonly IdentityCertificate[] {
  const certificateOf = (kind: IdentityKeyKind): string => {
    const own = keys[kind];
    return own === undefined
      ? TEST_KEYS[kind].certificate
      : readKeyPair(kind, own).certificate.toString();
  };
  return [
    { kind: 'rsa1024', verifies: 'signature', certificate: certificateOf('rsa1024') },
    { kind: 'dsa', verifies: 'pkcs7', certificate: certificateOf('dsa') },
    { kind: 'rsa2048', verifies: 'rsa2048', certificate: certificateOf('rsa2048') },
  ];
}
