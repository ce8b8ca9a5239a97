import type { IdentitySigner } from '@aemm/core';
import { parseTime } from '@aemm/core';
import type { IdentityKeyKind, IdentityKeys } from './keys.ts';
import type { SigningKey } from './read-key-pair.ts';
import { readKeyPair } from './read-key-pair.ts';
import { DSA_SHA1, RSA_SHA256, signedData } from './signed-data.ts';
import { TEST_KEYS } from './test-keys.ts';

/** Documents whose signatures are remembered; there is one document an instance. */
const REMEMBERED = 64;
/** The real service signs one to seven seconds after the time that the document names. */
const SIGNING_DELAY_MS = 3000;
/** ASN.1 has times to the end of this year. */
const LATEST = Date.UTC(9999, 11, 31, 23, 59, 59);

/**
 * Signs instance identity documents as the real service does, by the keys of a test authority, or by your own.
 *
 * Nothing is loaded or signed before the first call, unless keys are given, which are checked at once. The last 64
 * documents keep their signatures. The same document and keys give the same bytes in every run. Signatures carry the `pendingTime` of the document and three seconds; if it has none, the start of
 * the certificate's validity.
 *
 * @example
 * ```ts
 * const signer = createIdentitySigner();
 * const pkcs7 = signer.pkcs7(new TextEncoder().encode('{ "pendingTime" : "2026-01-02T03:04:05Z" }'));
 * ```
 * @throws IdentityKeyError `AEMM_IDENTITY_KEY` if a key that is given cannot be used
 * @public
 */
export function createIdentitySigner(keys: IdentityKeys = {}): IdentitySigner {
  const pairs: { [Kind in IdentityKeyKind]?: SigningKey } = {
    ...(keys.rsa1024 && { rsa1024: readKeyPair('rsa1024', keys.rsa1024) }),
    ...(keys.dsa && { dsa: readKeyPair('dsa', keys.dsa) }),
    ...(keys.rsa2048 && { rsa2048: readKeyPair('rsa2048', keys.rsa2048) }),
  };
  const pairOf = (kind: IdentityKeyKind): SigningKey => {
    pairs[kind] ??= readKeyPair(kind, TEST_KEYS[kind]);
    return pairs[kind];
  };
  return {
    signature: remember((document) => {
      const { sign } = process.getBuiltinModule('node:crypto');
      return sign('sha256', document, pairOf('rsa1024').key);
    }),
    pkcs7: remember((document) => {
      const pair = pairOf('dsa');
      return signedData(document, pair, DSA_SHA1, signingTime(document, pair));
    }),
    rsa2048: remember((document) => {
      const pair = pairOf('rsa2048');
      return signedData(document, pair, RSA_SHA256, signingTime(document, pair));
    }),
  };
}

/** Makes each signature once, as lines of base64. */
function remember(sign: (document: Uint8Array) => Buffer): (document: Uint8Array) => string {
  const known = new Map<string, string>();
  return (document) => {
    const bytes = Buffer.from(document).toString('latin1');
    const text = known.get(bytes) ?? inLines(sign(document).toString('base64'));
    // The one asked for last is the last to go.
    known.delete(bytes);
    known.set(bytes, text);
    if (known.size > REMEMBERED) known.delete(known.keys().next().value ?? '');
    return text;
  };
}

function inLines(base64: string): string {
  return base64.match(/.{1,76}/g)?.join('\n') ?? '';
}

function signingTime(document: Uint8Array, { certificate }: SigningKey): number {
  const pending = pendingTime(document);
  return pending === undefined
    ? Date.parse(certificate.validFrom)
    : Math.min(pending + SIGNING_DELAY_MS, LATEST);
}

/** When the instance was launched; `undefined` if the document does not say, as one that the user wrote may not. */
function pendingTime(document: Uint8Array): number | undefined {
  try {
    const { pendingTime: time } = JSON.parse(new TextDecoder().decode(document));
    return typeof time === 'string' ? parseTime(time) : undefined;
  } catch {
    return undefined;
  }
}
