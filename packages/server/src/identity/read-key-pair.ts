import type { KeyObject, X509Certificate } from 'node:crypto';
import { IdentityKeyError } from './errors.ts';
import type { IdentityKeyKind, IdentityKeyPair } from './keys.ts';

/** A key pair, ready to sign. */
export interface SigningKey {
  readonly key: KeyObject;
  readonly certificate: X509Certificate;
}

/** The real service's keys: RSA of these sizes; DSA of 1024 bits, though of DSA any size verifies. */
const NEEDED: Readonly<Record<IdentityKeyKind, { type: string; bits?: number; name: string }>> = {
  rsa1024: { type: 'rsa', bits: 1024, name: 'an RSA key of 1024 bits' },
  dsa: { type: 'dsa', name: 'a DSA key' },
  rsa2048: { type: 'rsa', bits: 2048, name: 'an RSA key of 2048 bits' },
};

/**
 * Checks that a key and its certificate can sign identity documents as keys of that kind do.
 *
 * @throws IdentityKeyError `AEMM_IDENTITY_KEY` if one of them cannot be read, if the key is of another kind, or if the two
 *   do not belong together
 * @public
 */
export function checkIdentityKeyPair(kind: IdentityKeyKind, pair: IdentityKeyPair): void {
  readKeyPair(kind, pair);
}

/** Reads a key and its certificate; throws what {@link checkIdentityKeyPair} does. */
export function readKeyPair(kind: IdentityKeyKind, pair: IdentityKeyPair): SigningKey {
  const key = readKey(kind, pair.key);
  const needed = NEEDED[kind];
  const { asymmetricKeyType: type = 'unknown', asymmetricKeyDetails: details } = key;
  const bits = details?.modulusLength;
  if (type !== needed.type || (needed.bits !== undefined && bits !== needed.bits)) {
    const found = `${type.toUpperCase()}${bits === undefined ? '' : ` of ${bits} bits`}`;
    throw new IdentityKeyError(kind, `The ${kind} key is ${found}; ${needed.name} is needed.`);
  }
  const certificate = readCertificate(kind, pair.certificate);
  if (!certificate.checkPrivateKey(key)) {
    const message = `The ${kind} certificate belongs to another key; use the certificate of the ${kind} key.`;
    throw new IdentityKeyError(kind, message);
  }
  return { key, certificate };
}

function readKey(kind: IdentityKeyKind, pem: string): KeyObject {
  try {
    return process.getBuiltinModule('node:crypto').createPrivateKey(pem);
  } catch (cause) {
    const message = `The ${kind} key cannot be read; a private key in PEM without a passphrase is needed.`;
    throw new IdentityKeyError(kind, message, { cause });
  }
}

function readCertificate(kind: IdentityKeyKind, pem: string): X509Certificate {
  try {
    const { X509Certificate } = process.getBuiltinModule('node:crypto');
    return new X509Certificate(pem);
  } catch (cause) {
    const message = `The ${kind} certificate cannot be read; a certificate in PEM is needed.`;
    throw new IdentityKeyError(kind, message, { cause });
  }
}
