import type { ListingEntry } from '../contract/profile.ts';
import { compareBytes } from '../text/byte-order.ts';
import { splitPath } from '../text/path.ts';

/** The listing of every directory above some paths, each in byte order. */
export function listDirectories(paths: Iterable<string>): Map<string, readonly ListingEntry[]> {
  const children = new Map<string, Set<string>>();
  for (const path of paths) {
    let below = path;
    while (below !== '/') {
      const [parent, name] = splitPath(below);
      const siblings = children.get(parent);
      if (siblings?.has(name)) break;
      if (siblings === undefined) children.set(parent, new Set([name]));
      else siblings.add(name);
      below = parent;
    }
  }
  const listings = new Map<string, readonly ListingEntry[]>();
  for (const [directory, names] of children) {
    const prefix = directory === '/' ? '/' : `${directory}/`;
    const entries = [...names]
      .sort(compareBytes)
      .map((name) => ({ name, directory: children.has(prefix + name) }));
    listings.set(directory, entries);
  }
  return listings;
}
