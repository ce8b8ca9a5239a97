import type { IdentitySigner } from '../contract/identity-signer.ts';
import type { Compile } from './compile.ts';
import { compileInSteps } from './compile.ts';
import type { Node } from './node.ts';
import type { ServedSnapshot } from './snapshot.ts';
import type { ImdsSpec } from './spec.ts';
import { atOnce } from './steps.ts';

/** Answers that one instance keeps of the paths that were asked for; beyond them it begins anew. */
const MOST_KEPT = 1024;

/**
 * Creates a way to compile that many instances share: only the tree that was used last is kept whole, and of the others
 * what was asked for. A path that is asked for first compiles its tree again, which follows from the spec alone.
 */
export function createLeanCompile(): Compile {
  const last: LastTree = { owner: undefined, tree: undefined };
  return function* (spec, startedAt, signer) {
    const tree = yield* compileInSteps(spec, startedAt, signer);
    return new LeanSnapshot(tree, { spec, startedAt, signer }, last);
  };
}

/** The tree that was used last, and whose it is. */
interface LastTree {
  owner: ServedSnapshot | undefined;
  tree: ServedSnapshot | undefined;
}

/** What a tree is compiled from. */
interface Source {
  readonly spec: ImdsSpec;
  readonly startedAt: number;
  readonly signer: IdentitySigner | undefined;
}

/**
 * A snapshot that keeps of its tree what was asked for. A class, since an object literal with getters has a shape of its
 * own each time, which costs more memory than the rest.
 */
class LeanSnapshot implements ServedSnapshot {
  readonly profile: ServedSnapshot['profile'];
  readonly metadataOptions: ServedSnapshot['metadataOptions'];
  readonly eligibleClients: number;
  readonly hopsOf: ServedSnapshot['hopsOf'];
  readonly fixed: ServedSnapshot['fixed'];
  readonly #source: Source;
  readonly #last: LastTree;
  readonly #kept = new Map<string, Node | undefined>();

  constructor(tree: ServedSnapshot, source: Source, last: LastTree) {
    this.profile = tree.profile;
    this.metadataOptions = tree.metadataOptions;
    this.eligibleClients = tree.eligibleClients;
    this.hopsOf = tree.hopsOf;
    this.fixed = tree.fixed;
    this.#source = source;
    this.#last = last;
    this.#use(tree);
  }

  get instance() {
    return this.#tree().instance;
  }

  get routes() {
    return this.#tree().routes;
  }

  get problems() {
    return this.#tree().problems;
  }

  get services() {
    return this.#tree().services;
  }

  find(path: string): Node | undefined {
    const kept = this.#kept;
    const known = kept.get(path);
    if (known !== undefined || kept.has(path)) return known;
    const node = this.#tree().find(path);
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(path, node);
    return node;
  }

  #tree(): ServedSnapshot {
    const { owner, tree } = this.#last;
    if (owner === this && tree !== undefined) return tree;
    const { spec, startedAt, signer } = this.#source;
    return this.#use(atOnce(compileInSteps(spec, startedAt, signer)));
  }

  #use(tree: ServedSnapshot): ServedSnapshot {
    this.#last.owner = this;
    this.#last.tree = tree;
    return tree;
  }
}
