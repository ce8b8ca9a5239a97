import { expect, test } from 'vitest';
import { checkMessages } from './check-messages.ts';

test.each([
  ['a line', []],
  ['a secret of mine', ['a message has the secret: a secret of mine']],
  ['x'.repeat(21), ['a message of 21 characters']],
  ['two\nlines', ['a message of several lines: two\nlines']],
  ['\u001b[31m', ['unprintable: "\\u001b[31m"']],
])('%j violates %j', (message, violations) => {
  expect(checkMessages([message], { longest: 20, secret: 'secret' })).toEqual(violations);
});
