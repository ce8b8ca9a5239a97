import { median } from './statistics.ts';

/** One thing that was measured of one program. */
export interface Result {
  readonly section: string;
  readonly what: string;
  readonly of: string;
  readonly unit: string;
  readonly median: number;
  readonly samples: readonly number[];
  /** `true`: the program ended while it was measured. The samples are those from before. */
  readonly crashed?: true;
  /** Median against the median of what it is compared with. */
  readonly ratio?: number;
  /** What the ratio, or the median where there is none, should be. */
  readonly goal?: Goal;
  /** Times in milliseconds that half and 99 of 100 requests took at most. */
  readonly latency?: { readonly p50: number; readonly p99: number };
}

/** A bound that a number should keep. */
export interface Goal {
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** Sums up samples. */
export function summarize(
  facts: Pick<Result, 'section' | 'what' | 'of' | 'unit' | 'goal' | 'latency' | 'crashed'>,
  samples: readonly number[],
  baseline?: readonly number[],
): Result {
  const middle = median(samples);
  const ratio = baseline && { ratio: middle / median(baseline) };
  return { ...facts, median: middle, samples, ...ratio };
}

/** Whether a result keeps its goal; `undefined` if it has none. */
export function keepsGoal({ goal, ratio, median: middle, crashed }: Result): boolean | undefined {
  if (goal === undefined) return undefined;
  if (crashed) return false;
  const number = ratio ?? middle;
  return number >= (goal.atLeast ?? -Infinity) && number <= (goal.atMost ?? Infinity);
}
