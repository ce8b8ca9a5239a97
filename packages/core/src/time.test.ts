import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatTime, parseTime } from './index.ts';

test.each([
  ['2020-01-07T01:03:47Z', '2020-01-07T01:03:47Z'],
  ['2020-01-07t01:03:47z', '2020-01-07T01:03:47Z'],
  ['2020-01-07T01:03:47.999Z', '2020-01-07T01:03:47Z'],
  ['2020-01-07T01:03:47+02:00', '2020-01-06T23:03:47Z'],
  ['2020-02-29T00:00:00-00:30', '2020-02-29T00:30:00Z'],
])('reads %s and writes it as %s', (text, written) => {
  expect(formatTime(parseTime(text) ?? Number.NaN)).toBe(written);
});

test.each([
  '',
  'now',
  '2020-01-07',
  '2020-01-07 01:03:47Z',
  '2020-01-07T01:03Z',
  '2020-01-07T01:03:47',
  '2020-02-30T01:03:47Z',
  '2021-02-29T01:03:47Z',
  '2020-13-01T01:03:47Z',
  '2020-00-01T01:03:47Z',
  '2020-01-00T01:03:47Z',
  '2020-01-07T24:00:00Z',
  '2020-01-07T01:60:00Z',
  '2020-01-07T01:03:60Z',
  '2020-01-07T01:03:47+2:00',
  '2020-01-07T01:03:47+24:00',
  ' 2020-01-07T01:03:47Z',
  '20200107T010347Z',
])('%j is no time', (text) => {
  expect(parseTime(text)).toBeUndefined();
});

test('reads back every second it writes', () => {
  const seconds = fc.integer({ min: 0, max: Date.UTC(9999, 11, 31) / 1000 });
  fc.assert(
    fc.property(seconds, (second) => {
      expect(parseTime(formatTime(second * 1000))).toBe(second * 1000);
    }),
  );
});
