import type { KeyObject } from 'node:crypto';
import type { Mac } from '@aemm/core';

/**
 * HMAC-SHA-256, by which session tokens are signed.
 *
 * `node:crypto` is reached at the first token, so that start-up does not pay for it.
 *
 * @public
 */
export const nodeMac: Mac = Object.assign(
  (key: Uint8Array, message: Uint8Array) => {
    const crypto = process.getBuiltinModule('node:crypto');
    // Node would make an object of the key for each code, which takes five times as long as the code itself.
    const known = KEYS.get(key) ?? crypto.createSecretKey(key);
    KEYS.set(key, known);
    return crypto.createHmac('sha256', known).update(message).digest();
  },
  { bytes: 32 },
);

const KEYS = new WeakMap<Uint8Array, KeyObject>();
