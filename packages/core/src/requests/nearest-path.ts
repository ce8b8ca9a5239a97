/** Letters that may differ, at least. */
const FEW = 2;

/**
 * The path that a mistyped one most likely stands for: the one that shares most letters at its start and end with it.
 *
 * @returns `undefined` if none is near
 */
export function findNearestPath(path: string, known: Iterable<string>): string | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  let least = Math.max(FEW, Math.floor(name.length / 3)) + 1;
  let nearest: string | undefined;
  for (const candidate of known) {
    const different = differenceOf(path, candidate);
    if (different >= least || candidate === path) continue;
    [nearest, least] = [candidate, different];
  }
  return nearest;
}

/** How many letters of the longer text are not shared at start and end. */
function differenceOf(one: string, other: string): number {
  const shorter = Math.min(one.length, other.length);
  let start = 0;
  while (start < shorter && one[start] === other[start]) start++;
  let end = 0;
  while (end < shorter - start && one.at(-1 - end) === other.at(-1 - end)) end++;
  return Math.max(one.length, other.length) - start - end;
}
