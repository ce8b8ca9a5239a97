import { expect, test } from 'vitest';
import { linearScale, logarithmicScale } from './scale.ts';

test('a linear scale has round steps up to the value', () => {
  const { ticks, place } = linearScale(128);

  expect(ticks).toEqual([0, 50, 100, 150]);
  expect([0, 75, 150, 300].map(place)).toEqual([0, 0.5, 1, 1]);
});

test('a logarithmic scale has a step for each power of ten', () => {
  const { ticks, place } = logarithmicScale(0.5, 70);

  expect(ticks).toEqual([0.1, 1, 10, 100]);
  expect([0.1, 1, 100].map(place)).toEqual([0, 1 / 3, 1]);
});
