import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { createIdentitySigner } from './create-identity-signer.ts';
import { IdentityKeyError } from './errors.ts';
import type { IdentityKeyKind, IdentityKeyPair } from './keys.ts';
import { checkIdentityKeyPair } from './read-key-pair.ts';
import { TEST_KEYS } from './test-keys.ts';

const KINDS = ['rsa1024', 'dsa', 'rsa2048'] as const;
const PKCS8 = { type: 'pkcs8', format: 'pem' } as const;
const SPKI = { type: 'spki', format: 'pem' } as const;

const { dsa, rsa1024, rsa2048 } = TEST_KEYS;
const OTHER_RSA = rsaKey({ modulusLength: 2048 });
const { privateKey: EC } = generateKeyPairSync('ec', {
  namedCurve: 'P-256',
  privateKeyEncoding: PKCS8,
  publicKeyEncoding: SPKI,
});
const { privateKey: PSS } = generateKeyPairSync('rsa-pss', {
  modulusLength: 2048,
  privateKeyEncoding: PKCS8,
  publicKeyEncoding: SPKI,
});

const MISTAKES: readonly (readonly [string, IdentityKeyKind, IdentityKeyPair, string])[] = [
  [
    'an RSA key that is too long',
    'rsa1024',
    rsa2048,
    'The rsa1024 key is RSA of 2048 bits; an RSA key of 1024 bits is needed.',
  ],
  [
    'an RSA key that is too short',
    'rsa2048',
    rsa1024,
    'The rsa2048 key is RSA of 1024 bits; an RSA key of 2048 bits is needed.',
  ],
  ['RSA for DSA', 'dsa', rsa2048, 'The dsa key is RSA of 2048 bits; a DSA key is needed.'],
  [
    'DSA for RSA',
    'rsa2048',
    dsa,
    'The rsa2048 key is DSA of 1024 bits; an RSA key of 2048 bits is needed.',
  ],
  ['a curve', 'dsa', { ...dsa, key: EC }, 'The dsa key is EC; a DSA key is needed.'],
  [
    'RSA that signs otherwise',
    'rsa2048',
    { ...rsa2048, key: PSS },
    'The rsa2048 key is RSA-PSS of 2048 bits; an RSA key of 2048 bits is needed.',
  ],
  [
    'a certificate of another key',
    'rsa2048',
    { ...rsa2048, key: OTHER_RSA },
    'The rsa2048 certificate belongs to another key; use the certificate of the rsa2048 key.',
  ],
  [
    'a certificate of another kind',
    'rsa1024',
    { ...rsa1024, certificate: dsa.certificate },
    'The rsa1024 certificate belongs to another key; use the certificate of the rsa1024 key.',
  ],
  [
    'a key with a passphrase',
    'rsa2048',
    { ...rsa2048, key: rsaKey({ modulusLength: 2048, passphrase: 'secret' }) },
    'The rsa2048 key cannot be read; a private key in PEM without a passphrase is needed.',
  ],
  [
    'a public key',
    'dsa',
    { ...dsa, key: dsa.certificate },
    'The dsa key cannot be read; a private key in PEM without a passphrase is needed.',
  ],
  [
    'an empty key',
    'dsa',
    { ...dsa, key: '' },
    'The dsa key cannot be read; a private key in PEM without a passphrase is needed.',
  ],
  [
    'what is not a certificate',
    'dsa',
    { ...dsa, certificate: dsa.key },
    'The dsa certificate cannot be read; a certificate in PEM is needed.',
  ],
];

test.each(MISTAKES)('%s is refused', (_name, kind, pair, message) => {
  const refusal = { name: 'IdentityKeyError', code: 'AEMM_IDENTITY_KEY', kind, message };

  expect(errorOf(() => checkIdentityKeyPair(kind, pair))).toMatchObject(refusal);
  expect(errorOf(() => createIdentitySigner({ [kind]: pair }))).toBeInstanceOf(IdentityKeyError);
});

test.each(KINDS)('the key of the test authority for %s fits', (kind) => {
  expect(() => checkIdentityKeyPair(kind, TEST_KEYS[kind])).not.toThrow();
});

function rsaKey({ modulusLength, passphrase }: { modulusLength: number; passphrase?: string }) {
  const encryption = passphrase === undefined ? {} : { cipher: 'aes-256-cbc', passphrase };
  return generateKeyPairSync('rsa', {
    modulusLength,
    privateKeyEncoding: { ...PKCS8, ...encryption },
    publicKeyEncoding: SPKI,
  }).privateKey;
}

function errorOf(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  return undefined;
}
