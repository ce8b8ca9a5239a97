import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isFields } from '../contract/content.ts';
import type { Value } from '../index.ts';
import { changesOf, mergeValue } from './merge.ts';

const { value: values } = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom('', 'x', 'y'),
    fc.constantFrom(0, 1, 2.5),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 2 }),
    fc.dictionary(fc.constantFrom('a', 'Ab', 'c', '__proto__'), tie('value'), { maxKeys: 3 }),
  ),
}));

const plain = (value: Value | undefined): unknown =>
  value === undefined ? undefined : JSON.parse(JSON.stringify(value));

/** With every name of a field in capitals. */
function shout(value: Value): Value {
  if (!isFields(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [name.toUpperCase(), shout(field)]),
  );
}

test('a value laid over itself, in any case, changes nothing', () => {
  fc.assert(
    fc.property(values, (value) => {
      expect(plain(mergeValue(value, value))).toEqual(plain(value));
      expect(plain(mergeValue(value, shout(value)))).toEqual(plain(value));
      expect(changesOf(value, shout(value))).toBeUndefined();
    }),
  );
});

test('laying a value over another twice is laying it once', () => {
  fc.assert(
    fc.property(values, values, (base, override) => {
      const once = mergeValue(base, override);
      expect(plain(mergeValue(once, override))).toEqual(plain(once));
    }),
  );
});

test('what changes a value comes to the same as the whole override', () => {
  fc.assert(
    fc.property(values, values, (base, override) => {
      const changes = changesOf(base, override);
      const changed = changes === undefined ? base : mergeValue(base, changes);
      expect(plain(changed)).toEqual(plain(mergeValue(base, override)));
    }),
  );
});

test('a field may have any name, __proto__ too', () => {
  const override = JSON.parse('{ "__proto__": {} }');
  expect(changesOf({}, override)).toEqual(override);
});

test('fields of the default keep their order, and others follow', () => {
  fc.assert(
    fc.property(values, values, (base, override) => {
      fc.pre(isFields(base) && isFields(override));
      const merged = Object.keys(mergeValue(base, override) as object);
      const kept = Object.keys(base).filter((name) => merged.includes(name));
      expect(merged.slice(0, kept.length)).toEqual(kept);
    }),
  );
});

test('null removes a field of the default, at any depth', () => {
  const base = { a: { b: 1, c: null }, d: 2 };
  expect(mergeValue(base, { A: { B: null, c: null }, d: null })).toEqual({ a: { c: null } });
});

test('of two fields that differ by case alone, each is meant by its own name', () => {
  const tags = { Name: 'a', name: 'b' };
  expect(mergeValue(tags, { Name: 'c' })).toEqual({ Name: 'c', name: 'b' });
  expect(mergeValue(tags, { name: 'c' })).toEqual({ Name: 'a', name: 'c' });
  expect(changesOf(tags, { Name: 'a', name: 'c' })).toEqual({ name: 'c' });
});

test('numbers and booleans turn into text where the default is text, at any depth', () => {
  expect(mergeValue('a', 5)).toBe('5');
  expect(mergeValue({ a: { b: 'x' } }, { A: { B: false } })).toEqual({ a: { b: 'false' } });
  expect(mergeValue(5, '6')).toBe('6');
  expect(mergeValue(null, 5)).toBe(5);
});
