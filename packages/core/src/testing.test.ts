import { expect, test } from 'vitest';
import { bundledCategories } from './index.ts';
import { createManualClock, createSeededRandom, createTestImds, weakMac } from './testing.ts';

test('a manual clock stands still until it is moved', () => {
  const clock = createManualClock('2024-02-01T00:00:00Z');
  expect(clock.now()).toBe(Date.parse('2024-02-01T00:00:00Z'));
  clock.advance(1.5);
  clock.advance(-1);
  expect(clock.now()).toBe(Date.parse('2024-02-01T00:00:00.500Z'));
  clock.set(5);
  expect(clock.now()).toBe(5);
});

test('a manual clock refuses what is not a time', () => {
  const clock = createManualClock(5);
  expect(() => clock.set('noon')).toThrow(new RangeError('"noon" is not a time.'));
  expect(() => clock.advance(Number.NaN)).toThrow(RangeError);
  expect(() => createManualClock('')).toThrow(RangeError);
  expect(clock.now()).toBe(5);
});

test('seeded randomness repeats itself for the same seed alone', () => {
  const draw = (seed: number) => createSeededRandom(seed)(new Uint8Array(16));
  expect(draw(1)).toEqual(draw(1));
  expect(draw(1)).not.toEqual(draw(2));
});

test('the weak mac depends on key and message', () => {
  const mac = weakMac(Uint8Array.of(1), Uint8Array.of(2, 3));
  expect(mac).toHaveLength(32);
  expect(mac).toEqual(weakMac(Uint8Array.of(1), Uint8Array.of(2, 3)));
  expect(mac).not.toEqual(weakMac(Uint8Array.of(1, 2), Uint8Array.of(3)));
  expect(mac).not.toEqual(weakMac(Uint8Array.of(2), Uint8Array.of(2, 3)));
});

test('a test mock answers the same in every run', () => {
  const create = () =>
    createTestImds({ categories: bundledCategories, metadataOptions: { httpTokens: 'required' } });
  const [one, other] = [create(), create()];
  expect(one.token(60)).toBe(other.token(60));
  const headers = { 'x-aws-ec2-metadata-token': one.token() };
  expect(one.request('/latest/meta-data/mac/', { headers })).toEqual({
    status: 200,
    headers: { 'content-type': 'text/plain', 'content-length': '17' },
    body: '0e:49:61:0f:c3:11',
  });
});
