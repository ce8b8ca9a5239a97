import { expect, test } from 'vitest';
import { parseOptions } from './options.ts';

test('an hour is the default', () => {
  expect(parseOptions([])).toEqual({ minutes: 60, rate: 800, seed: 1, publish: false });
  expect(parseOptions(['--minutes', '0.5', '--seed=7', '--publish'])).toEqual({
    ...{ minutes: 0.5, rate: 800, seed: 7, publish: true },
  });
});

test('help runs nothing', () => {
  expect(parseOptions(['--help'])).toBeUndefined();
});

test.for([
  [['--minute', '5'], /Unknown option '--minute'/],
  [['5'], /Unexpected argument '5'/],
  [['--minutes', 'long'], '--minutes: "long" is not a number from 0.1 to 1440.'],
  [['--minutes', '0'], '--minutes: "0" is not a number from 0.1 to 1440.'],
  [['--rate=1e9'], '--rate: "1e9" is not a number from 1 to 5000.'],
  [['--seed=-1'], '--seed: "-1" is not a number from 0 to 4294967295.'],
] as const)('%s is refused', ([argv, message]) => {
  expect(() => parseOptions(argv)).toThrow(message);
});
