/** What so many of a hundred numbers are at most. */
export function percentile(numbers: readonly number[], hundredth: number): number {
  const sorted = numbers.toSorted((one, other) => one - other);
  const index = Math.ceil((sorted.length * hundredth) / 100) - 1;
  return sorted[index] ?? Number.NaN;
}

/** The middle of the numbers; of an even count the upper one of the two. */
export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((one, other) => one - other);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}
