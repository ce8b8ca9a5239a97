import type { Snapshot } from '../compile/snapshot.ts';
import type { Draw } from '../instance/draw.ts';
import { createDraw } from '../instance/draw.ts';

/**
 * Draws by the seed of the instance that is served at the time. Each snapshot is asked for it once: one of a fleet may
 * have to compile its tree for that.
 *
 * @param salt - what distinguishes it from the draws of other instances that have the same seed
 */
export function createServedDraw(served: () => Snapshot, salt: string): Draw {
  let snapshot: Snapshot | undefined;
  let draw: Draw | undefined;
  return (name, digits) => {
    const current = served();
    if (draw === undefined || current !== snapshot) {
      snapshot = current;
      draw = createDraw(current.instance.seed);
    }
    return draw(salt + name, digits);
  };
}
