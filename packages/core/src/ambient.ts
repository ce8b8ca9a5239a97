/**
 * Where the present comes from, as an argument.
 *
 * @public
 */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
}

/**
 * Fills `bytes` with randomness and returns it.
 *
 * @public
 */
export type Random = (bytes: Uint8Array) => Uint8Array;

/**
 * A synchronous keyed message authentication code of at least 22 bytes.
 *
 * In Node: `(key, message) => createHmac('sha256', key).update(message).digest()`.
 *
 * @public
 */
export type Mac = (key: Uint8Array, message: Uint8Array) => Uint8Array;

/**
 * The machine's clock.
 *
 * @public
 */
export const systemClock: Clock = { now: () => Date.now() };

/**
 * The platform's cryptographic randomness.
 *
 * @public
 */
export const systemRandom: Random = (bytes) => {
  crypto.getRandomValues(bytes as Uint8Array<ArrayBuffer>);
  return bytes;
};
