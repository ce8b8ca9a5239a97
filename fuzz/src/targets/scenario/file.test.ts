import { ConfigError } from '@aemm/config';
import { expect, test } from 'vitest';
import { checkPlayed, checkRefusal } from './file.ts';

test('a scenario that was accepted by mistake is found', () => {
  expect(checkPlayed([{ at: '1s', do: 'reset' }])).toEqual([]);
  expect(checkPlayed([{ at: 'soon', do: 'reset' }])).toEqual([
    expect.stringMatching(/^accepted, but cannot be played: .* 0\.at: a duration/),
  ]);
});

test.each([
  [['Invalid input in /a.yaml:1:2.', 'There are 3 more problems like these.'], []],
  [['Invalid input.'], ['a refusal that does not name its file: Invalid input.']],
  [[], ['a refusal without a message']],
])('a refusal of %j violates %j', (problems, violations) => {
  expect(checkRefusal(new ConfigError(problems, 2), '/a.yaml')).toEqual(violations);
});
