import type { Value } from '@aemm/core';
import { jsonSchemaOf, operations, ScenarioSchema } from '@aemm/core';
import fc from 'fast-check';
import { inputsOf } from '../../inputs.ts';
import { categories } from '../control/driven.ts';

/** Scenarios, from valid ones to what is none. */
export function scenarios(): fc.Arbitrary<Value> {
  return fc.oneof(
    { weight: 8, arbitrary: fc.array(steps(), { minLength: 1, maxLength: 6 }) },
    { weight: 1, arbitrary: inputsOf(jsonSchemaOf(ScenarioSchema)) },
  );
}

/** Steps of every action and operation, with times and inputs from valid to hostile. */
function steps(): fc.Arbitrary<Value> {
  const actions = categories.flatMap(({ id, actions: known = {} }) =>
    Object.entries(known).map(([name, { input }]) => stepsOf(`${id}.${name}`, jsonSchemaOf(input))),
  );
  const others = operations.map(({ id, input, body }) => {
    const schema = jsonSchemaOf(input);
    const fields = (schema.properties ?? {}) as Record<string, Value>;
    return stepsOf(id, body === undefined ? schema : fields[body]);
  });
  return fc.oneof(...actions, ...others);
}

function stepsOf(name: string, schema: Value | undefined): fc.Arbitrary<Value> {
  const at = fc.constantFrom(
    '0s',
    '0s',
    '1s',
    '2m',
    'PT10M',
    '30d',
    '9999999d',
    `${'9'.repeat(400)}s`,
  );
  const input = fc.oneof(
    inputsOf(schema).map((value) => ({ with: value })),
    fc.constant({}),
  );
  const repetition = fc.oneof(
    { weight: 6, arbitrary: fc.constant({}) },
    {
      weight: 1,
      arbitrary: fc.record({
        every: fc.constantFrom('0s', '1s', '99999999d'),
        times: fc.constantFrom(1, 3, 50, 20_000, 0.5),
      }),
    },
  );
  return fc
    .tuple(at, input, repetition)
    .map(([time, taken, repeated]) => ({ at: time, do: name, ...taken, ...repeated }) as Value);
}
