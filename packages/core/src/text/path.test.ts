import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normalizePath } from '../index.ts';

describe('normalizePath', () => {
  test.each([
    ['/', '/'],
    ['', '/'],
    ['//', '/'],
    ['/latest/', '/latest'],
    ['/latest//meta-data/reservation-id', '/latest/meta-data/reservation-id'],
    ['/latest/meta-data/mac?x=/../..', '/latest/meta-data/mac'],
    ['/latest#meta-data', '/latest'],
    ['/latest/./meta-data/../dynamic', '/latest/dynamic'],
    ['/latest/%6Deta-data', '/latest/meta-data'],
    ['/latest/%2e%2e/latest', '/latest'],
    ['/latest%2Fmeta-data', '/latest/meta-data'],
    ['/a%2525', '/a%25'],
    ['/tags/%E2%82%AC', '/tags/€'],
    ['/.hidden', '/.hidden'],
    ['/...', '/...'],
    ['http://imds.test/latest/mac', '/latest/mac'],
    ['http://localhost', '/'],
    ['*', '/*'],
    ['/Latest/Meta-Data', '/Latest/Meta-Data'],
  ])('reads %j as %j', (target, path) => {
    expect(normalizePath(target)).toBe(path);
  });

  test.each(['/..', '/latest/../..', '/%2e%2e', '/a/%2e%2e%2f..', '/%', '/%zz', '/%ff'])(
    'finds nothing at %j',
    (target) => {
      expect(normalizePath(target)).toBeUndefined();
    },
  );

  const anything = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc
      .array(fc.constantFrom('/', '.', '..', '%2e', '%2F', '%', '?', '#', 'a', 'ü', '://'))
      .map((parts) => parts.join('')),
  );

  test('never throws, never climbs, never leaves a slash at the end', () => {
    fc.assert(
      fc.property(anything, (target) => {
        const path = normalizePath(target);
        if (path === undefined) return;
        expect(path).toMatch(/^\//);
        if (path === '/') return;
        for (const segment of path.slice(1).split('/')) {
          expect(['', '.', '..']).not.toContain(segment);
        }
      }),
    );
  });

  test('leaves alone what it made, once that is encoded again', () => {
    fc.assert(
      fc.property(anything, (target) => {
        const path = normalizePath(target);
        fc.pre(path !== undefined);
        expect(normalizePath(path.split('/').map(encodeURIComponent).join('/'))).toBe(path);
        if (!/[%?#]/.test(path)) expect(normalizePath(path)).toBe(path);
      }),
    );
  });

  test('takes a very long path in its stride', () => {
    const deep = '/a'.repeat(50_000);
    expect(normalizePath(`${deep}/`)).toBe(deep);
    expect(normalizePath(`${'/..'.repeat(50_000)}`)).toBeUndefined();
  });
});
