/** Longer lines are hard to read, however wide the terminal is, and are cut inside words in a log. */
const MOST_COLUMNS = 120;

/** The columns that help is laid out for, on a stream that may be a terminal. */
export function helpWidth({ isTTY, columns }: { isTTY?: boolean; columns?: number }): number {
  // A terminal that knows no size reports 0.
  return isTTY && columns ? Math.min(columns, MOST_COLUMNS) : MOST_COLUMNS;
}
