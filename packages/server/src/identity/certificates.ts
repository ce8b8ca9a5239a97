import type { IdentityKeyKind } from './keys.ts';
import { TEST_KEYS } from './test-keys.ts';

/**
 * A certificate of the test authority, and what it verifies.
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
 * The certificates of the test authority, which {@link createIdentitySigner} signs by unless it is given other keys.
 *
 * The one for `signature` comes first: `openssl x509` reads the first certificate of a file, while `openssl smime` finds
 * the right one among several. So one file of all three verifies all three.
 *
 * @public
 */
export function identityCertificates(): readonly IdentityCertificate[] {
  return [
    { kind: 'rsa1024', verifies: 'signature', certificate: TEST_KEYS.rsa1024.certificate },
    { kind: 'dsa', verifies: 'pkcs7', certificate: TEST_KEYS.dsa.certificate },
    { kind: 'rsa2048', verifies: 'rsa2048', certificate: TEST_KEYS.rsa2048.certificate },
  ];
}
