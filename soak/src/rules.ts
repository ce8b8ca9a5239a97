import { median } from '@aemm/bench/statistics';
import { formatNumber } from '@aemm/bench/table';
import { MOST_MEMORY } from './most-memory.ts';
import type { Sample } from './sample.ts';
import type { Soaked } from './soak.ts';

/** What a rule says of a mock. */
export interface Verdict {
  readonly rule: string;
  /** `undefined`: the rule cannot be applied. */
  readonly holds: boolean | undefined;
  /** The numbers that it rests on, or why it is not applied. */
  readonly because: string;
}

/** Something that stays flat: its number in the last third of the time is compared with that in the second third. */
interface Flat {
  readonly what: string;
  readonly unit: string;
  readonly of: (sample: Sample) => number;
  /** The number of a third. */
  readonly sum: (numbers: readonly number[]) => number;
  /** How much more it may be. */
  readonly allowed: { readonly more: number } | { readonly times: number };
  /** The same of bare `node:http`; what that grows, this may grow as well. */
  readonly bare?: (sample: Sample) => number;
}

/** The number that is larger than all others. */
const most = (numbers: readonly number[]): number => Math.max(...numbers);

const FLAT: readonly Flat[] = [
  {
    ...{ what: 'resident memory, median', unit: 'MiB' },
    ...{ of: ({ memory }) => memory, sum: median, allowed: { more: 4 } },
  },
  {
    ...{ what: 'resident memory, most', unit: 'MiB' },
    ...{ of: ({ memory }) => memory, sum: most, allowed: { more: 8 } },
  },
  {
    ...{ what: 'private memory, median', unit: 'MiB' },
    ...{ of: ({ anonymous }) => anonymous, sum: median, allowed: { more: 4 } },
  },
  {
    ...{ what: 'descriptors, median', unit: '' },
    ...{ of: ({ descriptors }) => descriptors, sum: median, allowed: { more: 10 } },
  },
  {
    ...{ what: 'p50, median', unit: 'ms', bare: ({ bare }) => bare.p50 },
    ...{ of: ({ latency }) => latency.p50, sum: median, allowed: { times: 1.5 } },
  },
  {
    ...{ what: 'p99, median', unit: 'ms', bare: ({ bare }) => bare.p99 },
    ...{ of: ({ latency }) => latency.p99, sum: median, allowed: { times: 1.5 } },
  },
];

/** Minutes that a third has to last: before that, caches and the heap are still growing to their size. */
export const SHORTEST = 2;

/** Judges what became of a mock by every rule. */
export function judge(soaked: Soaked): readonly Verdict[] {
  const third = Math.floor(soaked.samples.length / 3);
  const second = soaked.samples.slice(-2 * third, -third);
  const last = soaked.samples.slice(-third);
  const isShort = (soaked.samples.at(-1)?.at ?? 0) / 60 < 2.9 * SHORTEST;
  return [
    judgeUnexpected(soaked),
    judgeLimit(soaked),
    judgeDescriptors(soaked),
    ...FLAT.map((flat) =>
      isShort
        ? { rule: ruleOf(flat), holds: undefined, because: `under ${3 * SHORTEST} minutes` }
        : judgeFlat(flat, second, last),
    ),
  ];
}

function judgeUnexpected({ unexpectedCount }: Soaked): Verdict {
  return {
    rule: 'answers and log lines that are unexpected: none',
    holds: unexpectedCount === 0,
    because: `${unexpectedCount}`,
  };
}

function judgeLimit({ samples }: Soaked): Verdict {
  const rule = `resident memory, most: ${MOST_MEMORY} MiB, in a group that has no more`;
  const isLimited = samples.some(({ group }) => group !== undefined);
  const peak = most(samples.map(({ peak: each }) => each));
  const because = `${formatNumber(peak)} MiB`;
  if (isLimited) return { rule, holds: peak <= MOST_MEMORY, because };
  return { rule, holds: undefined, because: `${because}; memory is not limited here` };
}

function judgeDescriptors({ descriptors: { before, after } }: Soaked): Verdict {
  return {
    rule: 'descriptors once all clients have left: no more than before',
    holds: after <= before,
    because: `${before}, then ${after}`,
  };
}

function judgeFlat(flat: Flat, second: readonly Sample[], last: readonly Sample[]): Verdict {
  const { unit, of, sum, allowed, bare } = flat;
  const [before, now] = [sum(second.map(of)), sum(last.map(of))];
  const machine = bare === undefined ? 1 : growth(sum(second.map(bare)), sum(last.map(bare)));
  const bound = 'more' in allowed ? before + allowed.more : before * allowed.times * machine;
  const beside = bare === undefined ? '' : `; bare node:http ${machine.toFixed(2)} times`;
  return {
    rule: ruleOf(flat),
    holds: now <= bound,
    because: `${formatNumber(before)}, then ${formatNumber(now)} ${unit}`.trimEnd() + beside,
  };
}

/** How many times as much, and never less. */
function growth(before: number, now: number): number {
  return Math.max(1, now / before);
}

function ruleOf({ what, unit, allowed }: Flat): string {
  return 'more' in allowed
    ? `${what}: at most ${allowed.more} ${unit} more`.replace('  ', ' ')
    : `${what}: at most ${allowed.times} times`;
}
