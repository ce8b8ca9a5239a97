/**
 * Signs instance identity documents, synchronously. Each signature is text as IMDS serves it.
 *
 * @public
 */
export interface IdentitySigner {
  /** The RSA signature, in base64. */
  signature(document: Uint8Array): string;
  /** The PKCS #7 signature by DSA, in base64 without the lines of PEM. */
  pkcs7(document: Uint8Array): string;
  /** The PKCS #7 signature by RSA-2048, in base64 without the lines of PEM. */
  rsa2048(document: Uint8Array): string;
}
