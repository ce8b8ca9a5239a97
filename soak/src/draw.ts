import { createSeededRandom } from '@aemm/core/testing';

/** Draws that repeat themselves for the same seed. */
export interface Draw {
  /** A number from 0 to just below 1. */
  fraction(): number;
  /** A whole number from the first to the second, both included. */
  between(least: number, most: number): number;
  /** All of them, in an order that is drawn. */
  shuffle<T>(all: readonly T[]): T[];
  /** One of them, each as often as its weight says. */
  pick<T extends { readonly weight: number }>(choices: readonly T[]): T;
}

export function createDraw(seed: number): Draw {
  const random = createSeededRandom(seed);
  const bytes = new Uint8Array(4);
  const fraction = (): number => {
    random(bytes);
    return new DataView(bytes.buffer).getUint32(0) / 2 ** 32;
  };
  return {
    fraction,
    between: (least, most) => least + Math.floor(fraction() * (most - least + 1)),
    shuffle: (all) =>
      all
        .map((each) => ({ each, place: fraction() }))
        .toSorted((one, other) => one.place - other.place)
        .map(({ each }) => each),
    pick(choices) {
      let left = fraction() * choices.reduce((sum, { weight }) => sum + weight, 0);
      const picked = choices.find(({ weight }) => {
        left -= weight;
        return left < 0;
      });
      const choice = picked ?? choices.at(-1);
      if (choice === undefined) throw new Error('There is nothing to pick from.');
      return choice;
    },
  };
}
