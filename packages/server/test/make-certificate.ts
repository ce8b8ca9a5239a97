import type { KeyObject } from 'node:crypto';
import { createPublicKey, sign } from 'node:crypto';
import { element } from '../src/identity/der.ts';

/** DSA and RSA with SHA-256. */
const ALGORITHMS = { dsa: '300b0609608648016503040302', rsa: '300d06092a864886f70d01010b0500' };

/**
 * A certificate by a key for itself. One of version 1, as most of those of AWS are, has neither the field that says so
 * nor extensions.
 */
export function makeCertificate(key: KeyObject, version: 1 | 3): string {
  const algorithm = Buffer.from(
    key.asymmetricKeyType === 'dsa' ? ALGORITHMS.dsa : ALGORITHMS.rsa,
    'hex',
  );
  const name = element(
    0x30,
    element(
      0x31,
      element(0x30, Buffer.from('0603550403', 'hex'), element(0x0c, Buffer.from('mine'))),
    ),
  );
  const time = element(0x17, Buffer.from('250101000000Z'));
  const signed = element(
    0x30,
    ...(version === 3 ? [Buffer.from('a003020102', 'hex')] : []),
    element(0x02, Buffer.from([7])),
    algorithm,
    name,
    element(0x30, time, element(0x17, Buffer.from('491231235959Z'))),
    name,
    createPublicKey(key).export({ type: 'spki', format: 'der' }),
  );
  const signature = element(0x03, Buffer.of(0), sign('sha256', signed, key));
  const base64 = element(0x30, signed, algorithm, signature).toString('base64');
  const lines = base64.replace(/.{64}(?=.)/g, '$&\n');
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
}
