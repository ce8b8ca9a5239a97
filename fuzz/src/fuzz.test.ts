import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { keptCases } from './kept.ts';
import { describeGrowth, usedMemory } from './memory.ts';
import { replay, replayCommand, runTarget } from './run-target.ts';
import type { AnyTarget, Target } from './target.ts';
import { TARGETS } from './targets/index.ts';

/** Cases of the slice that every run of the tests tries, by target; a few seconds together. */
const SLICE: Readonly<Record<string, number>> = {
  http: 600,
  config: 150,
  control: 150,
  arguments: 8,
};

test.for(TARGETS)('a slice of the cases of $name violates nothing', async (target) => {
  const failure = await runTarget(target, { seed: 1, cases: SLICE[target.name] ?? 50 });

  expect(failure && { ...failure, replay: replayCommand(failure) }).toBeUndefined();
});

const kept = TARGETS.flatMap((target) =>
  keptCases(target.name).map(([file, input]) => [target.name, file, target, input] as const),
);

describe.skipIf(kept.length === 0)('a case that failed once', () => {
  test.for(kept)('passes: %s %s', async ([, , target, input]) => {
    expect(await replay(target, input)).toEqual([]);
  });
});

test('the shares of the targets add up to a thousand', () => {
  expect(TARGETS.reduce((sum, { share }) => sum + share, 0)).toBe(1000);
});

/** A target that is broken for numbers from 1000. */
function broken(fail: (input: number) => Promise<readonly string[]>): AnyTarget {
  const target: Target<number> = {
    name: 'broken',
    share: 0,
    cases: fc.nat(),
    async open() {
      return {
        check: async (input) => (input < 1000 ? [] : fail(input)),
        close: async () => [],
      };
    },
  };
  return target;
}

describe('a broken target', () => {
  test.for([
    ['violation', async () => ['no form of the profile'], /no form/],
    ['rejection', () => Promise.reject(new Error('boom')), /exception: Error: boom/],
    [
      'crash outside of the case',
      async () => {
        setImmediate(() => {
          throw new Error('later');
        });
        await new Promise((resolve) => setTimeout(resolve, 20));
        return [];
      },
      /crash: Error: later/,
    ],
  ] as const)('fails by a %s, shrunk, with the command that replays it', async ([, fail, line]) => {
    const options = { seed: 7, cases: 100 };
    const failure = await runTarget(broken(fail), options);

    expect(failure?.violations[0]).toMatch(line);
    expect(failure?.input).toBe(1000);
    expect(failure && replayCommand(failure)).toBe(
      'npm run fuzz -- --target broken --seed 7 --cases 100',
    );
    expect(await runTarget(broken(fail), options)).toEqual(
      expect.objectContaining({ input: 1000, seed: 7 }),
    );
  });

  test('fails by what is left after the last case', async () => {
    const target: AnyTarget = {
      ...broken(async () => []),
      open: async () => ({
        check: async () => [],
        close: async () => ['1 connection is left open'],
      }),
    };

    const failure = await runTarget(target, { seed: 1, cases: 3 });
    expect(failure?.violations).toEqual(['1 connection is left open']);
  });
});

test('memory that is kept is growth', () => {
  const before = usedMemory();
  const held = Array.from({ length: 40 }, () => Buffer.alloc(2 ** 20, 1));

  expect(describeGrowth(before, usedMemory())).toEqual([
    expect.stringMatching(/^memory grew by \d+ MiB$/),
  ]);
  expect(held).toHaveLength(40);
});
