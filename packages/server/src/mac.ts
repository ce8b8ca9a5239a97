import type { Mac } from '@aemm/core';

/**
 * HMAC-SHA-256, by which session tokens are signed.
 *
 * `node:crypto` is reached at the first token, so that start-up does not pay for it.
 *
 * @public
 */
export const nodeMac: Mac = Object.assign(
  (key: Uint8Array, message: Uint8Array) =>
    process.getBuiltinModule('node:crypto').createHmac('sha256', key).update(message).digest(),
  { bytes: 32 },
);
