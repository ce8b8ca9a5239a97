import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Call, RequestMatcher } from '../index.ts';
import { createMatcher, RequestMatcherSchema } from '../index.ts';
import { createGlob } from './glob.ts';

function callOf(path: string, more: Partial<Call> = {}, client = '10.1.2.3'): Call {
  const request = { method: 'GET', path, headers: {}, client };
  return { request, path, now: 0, imds: 'v1', token: 'none', ...more };
}

const CALL = callOf('/latest/meta-data/mac', { imds: 'v2', token: 'expired' });

describe('a matcher', () => {
  test.each<[RequestMatcher, boolean]>([
    [{}, true],
    [{ path: '/latest/meta-data/mac' }, true],
    [{ path: '/latest/meta-data/mac/' }, true],
    [{ path: '/latest/*' }, true],
    [{ path: '*/mac' }, true],
    [{ path: '/latest/*/mac' }, true],
    [{ path: '/latest/meta-data/ma' }, false],
    [{ path: '/latest/meta-data/mac*c' }, false],
    [{ path: '/latest/meta-data/mac/*' }, false],
    [{ method: 'get' }, true],
    [{ method: 'PUT' }, false],
    [{ client: '10.1.2.3' }, true],
    [{ client: '10.1.0.0/16' }, true],
    [{ client: '10.2.0.0/16' }, false],
    [{ client: '::1' }, false],
    [{ imds: 'v2' }, true],
    [{ imds: 'v1' }, false],
    [{ token: 'expired' }, true],
    [{ token: 'valid' }, false],
    [{ path: '/latest/*', imds: 'v1' }, false],
  ])('%j: %j', (matcher, expected) => {
    expect(createMatcher(matcher)(CALL)).toBe(expected);
  });

  test('looks at the canonical path, or at the target without query where there is none', () => {
    const climbing = callOf('/../x?y=z', { path: undefined });
    expect(createMatcher({ path: '/../x' })(climbing)).toBe(true);
  });

  test.each(['::ffff:10.1.2.3', '::FFFF:10.1.2.3'])('knows the IPv4 client in %s', (client) => {
    expect(createMatcher({ client: '10.0.0.0/8' })(callOf('/', {}, client))).toBe(true);
  });

  test('is an error for another text than an address', () => {
    expect(() => createMatcher({ client: 'web' })).toThrow('"web" is not an address');
  });

  test.each<[unknown, string]>([
    [{ path: 'latest' }, 'a path such as /latest/meta-data/*, which begins with / or *'],
    [{ path: '/a?b' }, 'a path such as /latest/meta-data/*, which begins with / or *'],
    [{ method: 'G T' }, 'a method such as GET or PUT'],
    [{ client: '10.0.0.0/33' }, 'an address, or a block of addresses such as 10.0.0.0/16'],
    [{ imds: 'v3' }, 'v1 or v2'],
    [{ token: 'good' }, 'none, valid, expired or unknown'],
  ])('%j is refused: %s', (matcher, message) => {
    expect(RequestMatcherSchema.safeParse(matcher).error?.issues[0]?.message).toBe(message);
  });
});

describe('a pattern', () => {
  const texts = fc.string({ unit: fc.constantFrom('a', 'b', '/', '*'), maxLength: 10 });

  test('matches as the regular expression of it does', () => {
    fc.assert(
      fc.property(texts, texts, (pattern, text) => {
        const source = pattern.replaceAll('/', '\\/').replaceAll('*', '.*');
        expect(createGlob(pattern)(text)).toBe(new RegExp(`^${source}$`).test(text));
      }),
      { numRuns: 2000 },
    );
  });

  test('of many stars takes no time to fail', () => {
    const matches = createGlob(`${'*a'.repeat(2000)}b`);
    expect(matches('a'.repeat(16_000))).toBe(false);
  });
});
