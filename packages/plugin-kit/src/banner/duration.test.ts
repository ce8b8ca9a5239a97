import { expect, test } from 'vitest';
import { formatDuration } from './duration.ts';

test.for([
  [0, '0 s'],
  [59, '59 s'],
  [60, '1 min'],
  [125, '2 min 5 s'],
  [3600, '1 h'],
  [3605, '1 h'],
  [93_784, '1 d 2 h'],
  [86_400 * 400, '400 d'],
] as const)('%i seconds are %s', ([seconds, text]) => {
  expect(formatDuration(seconds)).toBe(text);
});
