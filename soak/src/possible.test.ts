import { expect, test } from 'vitest';
import { Possible } from './possible.ts';

test('both values may be answered while an operation is on its way, and the new one after it', () => {
  const state = new Possible('old');
  state.may('new', 10);
  state.settle('new', 20);

  expect(state.since(5)).toEqual(new Set(['old', 'new']));
  expect(state.since(15)).toEqual(new Set(['old', 'new']));
  expect(state.since(21)).toEqual(new Set(['new']));
});

test('what was possible long ago is forgotten', () => {
  const state = new Possible(0);
  for (let change = 1; change <= 1000; change++) state.settle(change, change * 1000);

  expect(state.since(0).size).toBeLessThan(100);
  expect(state.since(1_000_001)).toEqual(new Set([1000]));
});
