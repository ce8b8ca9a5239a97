import type { JsonSchema, Value } from '@aemm/core';
import { isFields } from '@aemm/core';
import fc from 'fast-check';

/** Inputs that a JSON Schema allows, and inputs near them that it does not. */
export function inputsOf(schema: Value | undefined): fc.Arbitrary<Value> {
  const allowed = isFields(schema) ? allowedBy(schema) : anything;
  return fc.oneof({ weight: 20, arbitrary: allowed }, { weight: 1, arbitrary: anything });
}

/** Texts of which one or another is what a field asks for, beside the control and line characters that none should. */
const texts = fc.oneof(
  fc.constantFrom(
    ...['10s', '2m', 'PT2M', '0s', '1e3s', '99999999999999d', `${'9'.repeat(400)}s`, '-1s'],
    ...['2026-01-01T00:00:00Z', '9999-12-31T23:59:59Z', '0000-01-01T00:00:00Z', '2026-02-30'],
    ...['/latest/meta-data/mac', '/latest/meta-data/*', '/', '*', '/latest/api/token', '//a/../b'],
    ...['tags', 'set', 'spot.interrupt', 'tags.set', 'reset', 'tags.constructor', '__proto__'],
    ...['outage', 'imds-outage', 'Name', 'i-0123456789abcdef0', '10.0.0.9', '10.0.0.0/8', '::1'],
    ...['GET', '200ms..2s', 'text/html', 'a\r\nb: c', '\u2028', '\u001b[31m', '', ' ', '\0'],
  ),
  fc.string({ maxLength: 20 }),
  fc.string({ unit: 'binary', maxLength: 10 }),
  fc.integer({ min: 1, max: 5000 }).map((length) => 'x'.repeat(length)),
);

const numbers = fc.oneof(
  fc.integer({ min: 0, max: 600 }),
  fc.integer(),
  fc.constantFrom(0, -1, 0.5, 1e6, 1e15, 1e308, 5e-324, 2 ** 31, 2 ** 53),
);

const names = fc.oneof(
  fc.constantFrom('id', 'tags', 'role', 'userData', 'interfaces', '__proto__', 'constructor', ''),
  fc.string({ maxLength: 8 }),
);

const scalars = fc.oneof(texts, numbers, fc.boolean(), fc.constant(null));

const anything: fc.Arbitrary<Value> = fc.oneof(
  { weight: 4, arbitrary: scalars },
  { weight: 2, arbitrary: fc.array(scalars, { maxLength: 4 }) },
  { weight: 2, arbitrary: fc.dictionary(names, scalars, { maxKeys: 4 }) },
  {
    weight: 1,
    arbitrary: fc.dictionary(names, fc.dictionary(names, scalars, { maxKeys: 3 }), { maxKeys: 3 }),
  },
);

function allowedBy(schema: JsonSchema): fc.Arbitrary<Value> {
  const { const: fixed, enum: choices, anyOf, type, items } = schema;
  if (fixed !== undefined) return fc.constant(fixed);
  if (Array.isArray(choices)) return fc.constantFrom(...choices);
  if (Array.isArray(anyOf)) return fc.oneof(...anyOf.map(inputsOf));
  switch (type) {
    case 'object':
      return fieldsOf(schema);
    case 'array':
      return fc.array(inputsOf(items), { maxLength: 3 });
    case 'string':
      return texts;
    case 'number':
    case 'integer':
      return numbers;
    case 'boolean':
      return fc.boolean();
    default:
      return anything;
  }
}

/** The required fields, some of the others, and sometimes one that is unknown or missing. */
function fieldsOf({ properties, required = [] }: JsonSchema): fc.Arbitrary<Value> {
  if (!isFields(properties)) return fc.dictionary(names, anything, { maxKeys: 3 });
  const needed = required as readonly string[];
  const fields = Object.entries(properties).map(([name, schema]) => {
    const entry = fc.tuple(fc.constant(name), inputsOf(schema));
    return needed.includes(name) ? sometimes(30, entry) : sometimes(1, entry);
  });
  return fc
    .tuple(...fields, sometimes(0, fc.tuple(names, scalars)))
    .map((entries) => Object.fromEntries(entries.filter((entry) => entry !== undefined)));
}

/** Present `weight` times as often as absent, and one time more in thirty. */
function sometimes<T>(weight: number, arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.oneof(
    { weight: 30 * weight + 1, arbitrary },
    { weight: 30, arbitrary: fc.constant(undefined) },
  );
}
