import type { Node } from './node.ts';
import type { Compile, ServedSnapshot } from './snapshot.ts';
import { compileInSteps } from './snapshot.ts';
import { atOnce } from './steps.ts';

/** Answers that one instance keeps of the paths that were asked for; beyond them it begins anew. */
const MOST_KEPT = 1024;

/**
 * Creates a way to compile that many instances share: the trees that were used last are kept whole, and of the others only
 * what was asked for. A path that is asked for first compiles its tree again, which follows from the spec alone.
 *
 * @param most - how many trees are kept whole
 */
export function createLeanCompile(most: number): Compile {
  // By their lean form, the one that was used last at the end.
  const trees = new Map<ServedSnapshot, ServedSnapshot>();

  const use = (lean: ServedSnapshot, tree: ServedSnapshot): ServedSnapshot => {
    trees.delete(lean);
    trees.set(lean, tree);
    for (const oldest of trees.keys()) {
      if (trees.size <= most) break;
      trees.delete(oldest);
    }
    return tree;
  };

  return function* (spec, startedAt, signer) {
    const first = yield* compileInSteps(spec, startedAt, signer);
    const lean = leanOf(first, () =>
      use(lean, trees.get(lean) ?? atOnce(compileInSteps(spec, startedAt, signer))),
    );
    use(lean, first);
    return lean;
  };
}

/** A snapshot that keeps of its tree what was asked for. */
function leanOf(first: ServedSnapshot, tree: () => ServedSnapshot): ServedSnapshot {
  const { profile, instance, metadataOptions, eligibleClients, hopsOf, fixed } = first;
  const kept = new Map<string, Node | undefined>();
  return {
    profile,
    instance,
    metadataOptions,
    eligibleClients,
    hopsOf,
    fixed,
    get routes() {
      return tree().routes;
    },
    get problems() {
      return tree().problems;
    },
    get services() {
      return tree().services;
    },
    find(path) {
      const known = kept.get(path);
      if (known !== undefined || kept.has(path)) return known;
      const node = tree().find(path);
      if (kept.size >= MOST_KEPT) kept.clear();
      kept.set(path, node);
      return node;
    },
  };
}
