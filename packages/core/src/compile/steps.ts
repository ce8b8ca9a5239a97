/**
 * Work that can pause: it yields wherever something else may be done first, and then returns its result.
 *
 * @public
 */
export type Steps<T> = Generator<undefined, T>;

/**
 * Does all the work without a pause.
 *
 * @throws what the steps throw
 * @public
 */
export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** So many items are sorted or merged between two pauses: a tenth of a millisecond. */
const RUN = 256;

/** The items in order; those that compare as equal stay in theirs. */
export function* sortInSteps<T>(
  items: readonly T[],
  compare: (one: T, other: T) => number,
): Steps<T[]> {
  let runs: T[][] = [];
  for (let start = 0; start < items.length; start += RUN) {
    runs.push(items.slice(start, start + RUN).sort(compare));
    yield;
  }
  while (runs.length > 1) {
    const merged: T[][] = [];
    for (let index = 0; index < runs.length; index += 2) {
      merged.push(yield* merge(runs[index] ?? [], runs[index + 1] ?? [], compare));
    }
    runs = merged;
  }
  return runs[0] ?? [];
}

function* merge<T>(
  one: readonly T[],
  other: readonly T[],
  compare: (one: T, other: T) => number,
): Steps<T[]> {
  const merged: T[] = [];
  let taken = 0;
  for (const item of one) {
    while (taken < other.length && compare(other[taken] as T, item) < 0) {
      merged.push(other[taken++] as T);
    }
    merged.push(item);
    if (merged.length % RUN === 0) yield;
  }
  return [...merged, ...other.slice(taken)];
}
