import type { Mac } from '../ambient.ts';

const LENGTH = 32;

/**
 * A message authentication code that anyone can forge, for tests where no cryptography is at hand.
 *
 * @public
 */
export const weakMac: Mac = (key, message) => {
  const input = Uint8Array.from([...key, key.length & 0xff, ...message]);
  return Uint8Array.from({ length: LENGTH }, (_, round) => hash(input, round) >>> 24);
};

/** FNV-1a with its offset moved by the round. */
function hash(input: Uint8Array, round: number): number {
  let state = (0x811c9dc5 ^ Math.imul(round + 1, 0x9e3779b1)) >>> 0;
  for (const byte of input) state = Math.imul(state ^ byte, 0x01000193);
  return Math.imul(state ^ (state >>> 15), 0x85ebca6b);
}
