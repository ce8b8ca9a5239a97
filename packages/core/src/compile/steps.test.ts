import fc from 'fast-check';
import { expect, test } from 'vitest';
import { atOnce, sortInSteps } from './steps.ts';

const byRank = (one: { rank: number }, other: { rank: number }) => one.rank - other.rank;

test('Sorting in steps gives the order of a stable sort.', () => {
  const ranked = fc.record({ rank: fc.integer({ min: 0, max: 50 }), id: fc.integer() });
  fc.assert(
    fc.property(fc.array(ranked, { maxLength: 2000, size: 'max' }), (items) => {
      expect(atOnce(sortInSteps(items, byRank))).toEqual(items.toSorted(byRank));
    }),
    { numRuns: 30 },
  );
});

test('Sorting in steps pauses after a few hundred items at the latest.', () => {
  let compared = 0;
  const items = Array.from({ length: 5000 }, (_, index) => (index * 7919) % 5000);
  const steps = sortInSteps(items, (one, other) => {
    compared++;
    return one - other;
  });
  let most = 0;
  for (let step = steps.next(); !step.done; step = steps.next()) {
    most = Math.max(most, compared);
    compared = 0;
  }
  expect(most).toBeLessThan(5000);
});
