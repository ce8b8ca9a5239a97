/** The edit distance that counts as a typing error, as in cobra. */
const TYPING_ERROR = 2;

/**
 * Finds the candidate that a mistyped word most likely stands for: one that it begins, or one that differs by few
 * letters. Case does not count.
 *
 * @returns `undefined` if none is near
 * @public
 */
export function findNearest(word: string, candidates: Iterable<string>): string | undefined {
  const typed = word.toLowerCase();
  let nearest: string | undefined;
  let least = Math.max(TYPING_ERROR, Math.floor(typed.length / 3)) + 1;
  for (const candidate of candidates) {
    const distance = distanceTo(candidate.toLowerCase(), typed, least);
    // If half of its letters are others, it is another word.
    if (distance < least && distance * 2 <= candidate.length) {
      [nearest, least] = [candidate, distance];
    }
  }
  return nearest;
}

/** The distance between two words; from `limit` on it need not be exact. */
function distanceTo(candidate: string, typed: string, limit: number): number {
  if (typed !== '' && typed !== candidate && candidate.startsWith(typed)) {
    return Math.min(TYPING_ERROR, candidate.length - typed.length);
  }
  const apart = Math.abs(candidate.length - typed.length);
  return apart >= limit ? apart : editDistance(typed, candidate);
}

/** How many letters to insert, drop, replace or swap with their neighbour (optimal string alignment). */
function editDistance(one: string, other: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row++) {
    const current = [row];
    for (let column = 1; column <= other.length; column++) {
      const same = one[row - 1] === other[column - 1];
      const swapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      const costs = [at(last, column) + 1, at(current, column - 1) + 1];
      costs.push(at(last, column - 1) + (same ? 0 : 1));
      if (swapped && row > 1 && column > 1) costs.push(at(beforeLast, column - 2) + 1);
      current.push(Math.min(...costs));
    }
    [beforeLast, last] = [last, current];
  }
  return at(last, other.length);
}

const at = (row: readonly number[], column: number): number => row[column] ?? 0;
