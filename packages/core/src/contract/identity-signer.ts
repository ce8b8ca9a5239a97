/**
 * Signs instance identity documents, in the three forms that IMDS serves below `dynamic/instance-identity/`.
 *
 * Core cannot sign by itself: cryptography comes from the platform, as an argument. A signer is pure as far as the
 * algorithms allow: the same document gives the same text for as long as the signer lives.
 *
 * @example
 * ```ts
 * import { createIdentitySigner } from '@aemm/server';
 *
 * const signer: IdentitySigner = createIdentitySigner();
 * signer.rsa2048(new TextEncoder().encode('{}'));
 * ```
 * @public
 */
export interface IdentitySigner {
  /**
   * The leaf `signature`: RSA PKCS #1 v1.5 with SHA-256 over the document, by a key of 1024 bits.
   *
   * @param document - the bytes as they are served
   * @returns base64 in lines of 76 characters, without a final newline
   */
  signature(document: Uint8Array): string;
  /**
   * The leaf `pkcs7`: CMS SignedData that holds the document, signed by DSA with SHA-1.
   *
   * @param document - the bytes as they are served
   * @returns base64 in lines of 76 characters, without a final newline and without the lines of a PEM file
   */
  pkcs7(document: Uint8Array): string;
  /**
   * The leaf `rsa2048`: CMS SignedData that holds the document, signed by RSA with SHA-256 and a key of 2048 bits.
   *
   * @param document - the bytes as they are served
   * @returns base64 in lines of 76 characters, without a final newline and without the lines of a PEM file
   */
  rsa2048(document: Uint8Array): string;
}
