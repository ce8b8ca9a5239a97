import type { ListingEntry } from '../contract/profile.ts';
import { compareBytes } from '../text/byte-order.ts';
import { splitPath } from '../text/path.ts';
import type { Steps } from './steps.ts';
import { sortInSteps } from './steps.ts';

/** A path that listings name. */
export interface ListedPath {
  readonly path: string;
  /** From when on, in milliseconds since the Unix epoch; `-Infinity`: always. */
  readonly from: number;
  /** How EC2 lists the directory that it is in. */
  readonly directoryLabel?: string | undefined;
}

/** A directory, whose listing changes when a notice below it fires. */
export interface Directory {
  /** When its listing changes, in order. */
  readonly changesAt: readonly number[];
  /** Its listing at a time; empty: it is not there. */
  entriesAt(time: number): readonly ListingEntry[];
}

/** A name in a directory. */
interface Child {
  /** From when on it is there. */
  from: number;
  /** From when on there is something below it. */
  below: number;
  label?: string | undefined;
}

type Named = readonly [name: string, child: Child];
type Children = Map<string, Child>;

/** Every directory above some paths, by path; each lists its names in byte order. */
export function* buildDirectories(paths: Iterable<ListedPath>): Steps<Map<string, Directory>> {
  const tree = new Map<string, Children>();
  for (const listed of paths) {
    addPath(tree, listed);
    yield;
  }
  const directories = new Map<string, Directory>();
  for (const [path, children] of tree) directories.set(path, yield* toDirectory(children));
  return directories;
}

function addPath(tree: Map<string, Children>, { path, from, directoryLabel }: ListedPath): void {
  let below = path;
  let label: string | undefined;
  let isLeaf = true;
  while (below !== '/') {
    const [parent, name] = splitPath(below);
    const children = childrenOf(tree, parent);
    const known = children.get(name);
    const child = known ?? { from, below: Number.POSITIVE_INFINITY, label };
    // What stands above is as it was already.
    if (known !== undefined && from >= known.from && (isLeaf || from >= known.below)) return;
    child.from = Math.min(child.from, from);
    if (!isLeaf) child.below = Math.min(child.below, from);
    child.label ??= label;
    children.set(name, child);
    label = isLeaf ? directoryLabel : undefined;
    isLeaf = false;
    below = parent;
  }
}

function childrenOf(tree: Map<string, Children>, path: string): Children {
  const known = tree.get(path);
  if (known !== undefined) return known;
  const children: Children = new Map();
  tree.set(path, children);
  return children;
}

function* toDirectory(children: Children): Steps<Directory> {
  const byName = ([one]: Named, [other]: Named) => compareBytes(one, other);
  const sorted = yield* sortInSteps([...children], byName);
  const moments = sorted.flatMap(([, { from, below }]) => [from, below]);
  const changesAt = [...new Set(moments.filter(Number.isFinite))].sort((one, other) => one - other);
  return {
    changesAt,
    entriesAt: (time) =>
      sorted.flatMap(([name, { from, below, label }]) => {
        if (from > time) return [];
        const entry = { name, directory: below <= time };
        return [label === undefined ? entry : { ...entry, label }];
      }),
  };
}
