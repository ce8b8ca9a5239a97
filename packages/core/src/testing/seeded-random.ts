import type { Random } from '../ambient.ts';

/**
 * Creates randomness that repeats itself for the same seed. For tests only.
 *
 * @public
 */
export function createSeededRandom(seed = 1): Random {
  let state = seed >>> 0;
  // A linear congruential generator with the constants of Numerical Recipes.
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 24;
  };
  return (bytes) => {
    for (let index = 0; index < bytes.length; index++) bytes[index] = next();
    return bytes;
  };
}
