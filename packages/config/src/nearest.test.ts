import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findNearest } from './nearest.ts';

const WORDS = ['port', 'hostname', 'mac', 'mock-delay-sec', 'mock-ip-count', 'spot', 'events'];

describe('the nearest of some words', () => {
  test.each([
    ['prot', 'port'],
    ['PORT', 'port'],
    ['evnt', 'events'],
    ['hostnam', 'hostname'],
    ['mock-delay', 'mock-delay-sec'],
    ['mokc-dely-secs', 'mock-delay-sec'],
    ['mca', 'mac'],
    ['sp', 'spot'],
  ])('to %s is %s', (word, nearest) => {
    expect(findNearest(word, WORDS)).toBe(nearest);
  });

  test.each(['', 'bogus', 'xy', 'tag', 'no-port'])('is none to %j', (word) => {
    expect(findNearest(word, WORDS)).toBeUndefined();
  });

  test('is the word itself, and else one of them', () => {
    const words = fc.array(fc.string({ minLength: 1 }), { minLength: 1 });
    fc.assert(
      fc.property(words, fc.string(), (candidates, word) => {
        const [first = ''] = candidates;
        expect(findNearest(first, candidates)?.toLowerCase()).toBe(first.toLowerCase());
        expect([undefined, ...candidates]).toContain(findNearest(word, candidates));
      }),
    );
  });
});
