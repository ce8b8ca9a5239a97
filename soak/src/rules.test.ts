import { describe, expect, test } from 'vitest';
import { judge } from './rules.ts';
import type { Sample } from './sample.ts';
import type { Soaked } from './soak.ts';

/** An hour of samples, of which some numbers are given for each minute. */
function hour(
  numbersOf: (minute: number) => Partial<Sample> = () => ({}),
  more: Partial<Soaked> = {},
): Soaked {
  const samples = Array.from({ length: 360 }, (_, index): Sample => {
    const minute = index / 6;
    // A sawtooth of two minutes, as that of a heap.
    const tooth = 5 * ((minute / 2) % 1);
    return {
      at: minute * 60,
      ...{ memory: 100 + tooth, peak: 110, anonymous: 60 + tooth, group: 120 },
      ...{ descriptors: 90 + (index % 7), connections: 70, requests: index * 10_000 },
      latency: { p50: 1, p99: 10 + (index % 5) },
      bare: { p50: 0.5, p99: 5 },
      ...numbersOf(minute),
    };
  });
  const descriptors = { before: 24, after: 24 };
  return {
    ...{ profile: 'aemm', samples, done: {}, unexpectedCount: 0, unexpected: [], descriptors },
    ...more,
  };
}

/** The rules that a run breaks. */
function brokenBy(run: Soaked): readonly string[] {
  return judge(run).flatMap(({ rule, holds }) => (holds === false ? [rule] : []));
}

test('a run that is flat keeps every rule', () => {
  expect(judge(hour()).map(({ holds }) => holds)).toEqual(Array.from({ length: 9 }, () => true));
});

describe('a rule is broken by', () => {
  test.for<[string, Soaked, readonly string[]]>([
    [
      'memory that grows by 16 MiB an hour',
      hour((minute) => ({ memory: 90 + (16 * minute) / 60 })),
      ['resident memory, median: at most 4 MiB more'],
    ],
    [
      'private memory that grows, where the system takes pages of files back instead',
      hour((minute) => ({ anonymous: 60 + (16 * minute) / 60 })),
      ['private memory, median: at most 4 MiB more'],
    ],
    [
      'one peak of memory in the last third',
      hour((minute) => (minute === 50 ? { memory: 115 } : {})),
      ['resident memory, most: at most 8 MiB more'],
    ],
    [
      'a step of memory in the last third',
      hour((minute) => (minute > 45 ? { memory: 110 } : {})),
      ['resident memory, median: at most 4 MiB more'],
    ],
    [
      'memory beyond that of a pod, at any time',
      hour((minute) => (minute < 1 ? { peak: 129 } : {})),
      ['resident memory, most: 128 MiB, in a group that has no more'],
    ],
    [
      'a descriptor that leaks each minute',
      hour((minute) => ({ descriptors: 90 + Math.floor(minute) })),
      ['descriptors, median: at most 10 more'],
    ],
    [
      'descriptors that are open when all clients have left',
      hour(undefined, { descriptors: { before: 24, after: 25 } }),
      ['descriptors once all clients have left: no more than before'],
    ],
    [
      'answers that take longer and longer',
      hour((minute) => ({ latency: { p50: 1 + minute ** 2 / 100, p99: 10 + minute ** 2 / 20 } })),
      ['p50, median: at most 1.5 times', 'p99, median: at most 1.5 times'],
    ],
    [
      'one unexpected answer',
      hour(undefined, { unexpectedCount: 1 }),
      ['answers and log lines that are unexpected: none'],
    ],
  ])('%s', ([, run, rules]) => {
    expect(brokenBy(run)).toEqual(rules);
  });
});

test('what the machine does to bare node:http as well does not count against the mock', () => {
  const slow = (minute: number): Partial<Sample> =>
    minute < 40 ? {} : { latency: { p50: 2.8, p99: 35 }, bare: { p50: 1, p99: 15 } };

  expect(brokenBy(hour(slow))).toEqual([]);
  expect(brokenBy(hour((minute) => ({ ...slow(minute), bare: { p50: 0.5, p99: 5 } })))).toEqual([
    'p50, median: at most 1.5 times',
    'p99, median: at most 1.5 times',
  ]);
});

test('a short run is not judged by what needs time, and says so', () => {
  const { samples, ...rest } = hour();
  const verdicts = judge({ ...rest, samples: samples.slice(0, 24) });

  expect(verdicts.filter(({ holds }) => holds === undefined)).toHaveLength(6);
  expect(verdicts.at(-1)).toEqual({
    rule: 'p99, median: at most 1.5 times',
    holds: undefined,
    because: 'under 6 minutes',
  });
});

test('where memory is not limited, its most is shown and not judged', () => {
  const run = hour();
  const samples = run.samples.map(({ group: _, ...sample }) => sample);

  expect(judge({ ...run, samples })[1]).toEqual({
    rule: 'resident memory, most: 128 MiB, in a group that has no more',
    holds: undefined,
    because: '110.0 MiB; memory is not limited here',
  });
});
