/**
 * Where the present comes from, as an argument.
 *
 * @public
 */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
  /**
   * Calls back once this clock has reached a time, in milliseconds since the Unix epoch; never at once.
   *
   * @returns what cancels it
   */
  at?(time: number, run: () => void): () => void;
  /**
   * Calls back whenever this clock was set back.
   *
   * @returns what ends that
   */
  onSetBack?(run: () => void): () => void;
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
export interface Mac {
  /** The code of a message under a key. */
  (key: Uint8Array, message: Uint8Array): Uint8Array;
  /** How many bytes it makes. If given, the function is not called once to measure it. */
  readonly bytes?: number;
}

/**
 * The machine's clock.
 *
 * @public
 */
export const systemClock: Clock = { now: () => Date.now() };

/**
 * Calls back after milliseconds of real time, and at once for none.
 *
 * @returns what cancels it
 * @public
 */
export type Timer = (ms: number, run: () => void) => () => void;

/**
 * The platform's cryptographic randomness.
 *
 * @public
 */
export const systemRandom: Random = (bytes) => {
  crypto.getRandomValues(bytes as Uint8Array<ArrayBuffer>);
  return bytes;
};
