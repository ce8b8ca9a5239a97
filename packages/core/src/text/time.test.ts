import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatTime, parseTime } from '../index.ts';

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
  '9999-12-31T23:59:59-00:01',
  '9999-12-31T23:59:59-01:00',
  '0000-01-01T00:00:00+00:01',
])('%j is not a time', (text) => {
  expect(parseTime(text)).toBeUndefined();
});

/** The years that four digits can say; `Date.UTC` takes the first hundred for those of the last century. */
const FIRST = Date.parse('0000-01-01T00:00:00Z');
const LAST = Date.parse('9999-12-31T23:59:59.999Z');

test('reads back every second it writes', () => {
  const seconds = fc.integer({ min: FIRST / 1000, max: Math.floor(LAST / 1000) });
  fc.assert(
    fc.property(seconds, (second) => {
      expect(parseTime(formatTime(second * 1000))).toBe(second * 1000);
    }),
    { examples: [[Date.parse('0000-02-29T00:00:00Z') / 1000]] },
  );
});

test('reads a time of any zone, unless the zone takes it out of the years from 0000 to 9999', () => {
  const local = fc.oneof(
    fc.integer({ min: FIRST, max: LAST }),
    fc.integer({ min: FIRST, max: FIRST + 86_400_000 }),
    fc.integer({ min: LAST - 86_400_000, max: LAST }),
  );
  const minutes = fc.integer({ min: -(24 * 60 - 1), max: 24 * 60 - 1 });
  fc.assert(
    fc.property(local, minutes, (written, offset) => {
      const text = new Date(written).toISOString().replace('Z', zoneOf(offset));
      const time = written - offset * 60_000;
      expect(parseTime(text)).toBe(time < FIRST || time > LAST ? undefined : time);
    }),
  );
});

function zoneOf(offset: number): string {
  const size = Math.abs(offset);
  const [hours, minutes] = [Math.floor(size / 60), size % 60].map((part) =>
    String(part).padStart(2, '0'),
  );
  return `${offset < 0 ? '-' : '+'}${hours}:${minutes}`;
}
