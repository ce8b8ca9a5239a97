/** How far a slip of the fingers goes, as cobra counts it. */
const REACH = 2;

/** The candidate that a mistyped word most likely meant: one within two letters of it, or one that it begins. */
export function nearest(typed: string, candidates: Iterable<string>): string | undefined {
  const word = typed.toLowerCase();
  let best: string | undefined;
  let least = REACH + 1;
  for (const candidate of candidates) {
    const begun = word !== '' && candidate.toLowerCase().startsWith(word);
    const away = begun ? REACH : distance(word, candidate.toLowerCase());
    // A word of two letters is within two letters of every other one.
    if (away < least && away < candidate.length) {
      best = candidate;
      least = away;
    }
  }
  return best;
}

/** The Levenshtein distance; more than {@link REACH} is only told as more. */
function distance(from: string, to: string): number {
  if (Math.abs(from.length - to.length) > REACH) return REACH + 1;
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (const [above, letter] of [...from].entries()) {
    const below = [above + 1];
    for (const [column, other] of [...to].entries()) {
      const changed = at(row, column) + (letter === other ? 0 : 1);
      below.push(Math.min(changed, at(row, column + 1) + 1, at(below, column) + 1));
    }
    row = below;
  }
  return at(row, row.length - 1);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? 0;
}
