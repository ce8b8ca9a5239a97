import { dirname, resolve } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isPackageName } from './package-name.ts';

test.each(['rack', 'aemm-plugin-rack', 'JSONStream', 'a', '3', '@scope/rack', '@s.c/r.a_c-k~'])(
  '%s is a name',
  (name) => {
    expect(isPackageName(name)).toBe(true);
  },
);

test.each([
  '',
  '.',
  '..',
  '.bin',
  '_x',
  '-g',
  '@',
  '@scope',
  '@scope/',
  '@scope/..',
  '@../x',
  'a b',
  'a\n',
])('%j is none', (name) => {
  expect(isPackageName(name)).toBe(false);
});

test('no name leads out of the folder of its packages', () => {
  const text = fc.string({ unit: fc.constantFrom(...'@/\\.a~-_%:') });
  fc.assert(
    fc.property(text, (name) => {
      fc.pre(isPackageName(name));
      const folder = resolve('/packages', name);
      const parent = name.startsWith('@') ? dirname(dirname(folder)) : dirname(folder);
      expect(parent).toBe(resolve('/packages'));
    }),
  );
});
