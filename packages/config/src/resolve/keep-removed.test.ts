import type { Fields } from '@aemm/core';
import { isFields } from '@aemm/core';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { keepRemoved } from './keep-removed.ts';

test.each([
  ['a field that is gone', { a: 1 }, { b: null }, { a: 1, b: null }],
  ['in the case in which it is removed', { a: 1 }, { B: null }, { a: 1, B: null }],
  ['a field of a field', { a: { b: 1 } }, { a: { c: null } }, { a: { b: 1, c: null } }],
  ['nothing that is there in another case', { Code: 'x' }, { code: null }, { Code: 'x' }],
  ['no field that has a value', { a: 1 }, { b: 2 }, { a: 1 }],
  ['nothing to text', 'text', { b: null }, 'text'],
  ['nothing without an override', { a: 1 }, undefined, { a: 1 }],
])('adds %s', (_, value, override, kept) => {
  expect(keepRemoved(value, override)).toEqual(kept);
});

test('what is saved removes the same fields when it is loaded', () => {
  const name = fc.constantFrom('a', 'b', 'c', 'd');
  const fields = fc.letrec((tie) => ({
    fields: fc.dictionary(name, fc.oneof(fc.constant(null), fc.integer(), tie('fields'))),
  })).fields as fc.Arbitrary<Fields>;
  fc.assert(
    fc.property(fields, fields, (defaults, override) => {
      const base = remove({}, defaults);
      const served = remove(base, override);
      expect(remove(base, keepRemoved(served, override) as Fields)).toEqual(served);
    }),
  );
});

/** What is served: the override over the default, without the fields that it removes. */
function remove(base: Fields, override: Fields): Fields {
  const merged = new Map(Object.entries(base).filter(([, field]) => field !== null));
  for (const [name, field] of Object.entries(override)) {
    const below = merged.get(name);
    if (field === null) merged.delete(name);
    else if (isFields(field)) merged.set(name, remove(isFields(below) ? below : {}, field));
    else merged.set(name, field);
  }
  return Object.fromEntries(merged);
}
