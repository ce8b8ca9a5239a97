import type { Scenario, Value } from '@aemm/core';
import { AemmError, jsonSchemaOf, operations, ScenarioSchema } from '@aemm/core';
import { createTestControl } from '@aemm/core/testing';
import fc from 'fast-check';
import { inputsOf } from '../inputs.ts';
import type { Target } from '../target.ts';
import { categories } from './control/driven.ts';

/** A scenario, and how it is played. */
interface ScenarioCase {
  readonly steps: Value;
  readonly speed: number;
}

/** Milliseconds that a scenario may take from its check to its end, on a busy machine too. */
const PATIENCE_MS = 5000;
/** Steps at most, repetitions included. */
const MOST_STEPS = 10_000;
/** Characters of a message at most, which quotes a text that was given once. */
const LONGEST_LINE = 8192;

/** Scenarios, from valid ones to what is none, each played to its end by a clock that is moved. */
export const scenarioTarget: Target<ScenarioCase> = {
  name: 'scenario',
  share: 20,
  cases: fc.record({
    steps: fc.oneof(
      { weight: 8, arbitrary: fc.array(steps(), { minLength: 1, maxLength: 6 }) },
      { weight: 1, arbitrary: inputsOf(jsonSchemaOf(ScenarioSchema)) },
    ),
    speed: fc.oneof(
      { weight: 6, arbitrary: fc.constant(1) },
      { weight: 1, arbitrary: fc.constantFrom(0, -1, 1e6, 1e7, 1e-300, Number.MAX_VALUE, 0.5) },
    ),
  }),
  async open() {
    return { check: async (input) => check(input), close: async () => [] };
  },
};

function check({ steps: given, speed }: ScenarioCase): string[] {
  const { scenario, clock, imds, reset } = createTestControl({ categories });
  const before = scenario.play([{ at: '1s', do: 'reset' }]);
  const fresh = JSON.stringify([imds.snapshot.instance, imds.changes, clock.now()]);
  const start = performance.now();
  const found: string[] = [];
  try {
    const played = scenario.play(given as unknown as Scenario, { speed });
    if (played.steps.length > MOST_STEPS) found.push(`${played.steps.length} steps`);
    clock.advance('10m');
    for (const { reason = '' } of played.steps) found.push(...checkLine(reason));
  } catch (error) {
    const isRefusal = error instanceof AemmError && error.code === 'AEMM_SCENARIO_INVALID';
    if (!isRefusal && !(error instanceof RangeError)) throw error;
    found.push(...checkLine(error.message));
    if (scenario.playing !== before) found.push(`a refusal ends the scenario before: ${error}`);
  }
  reset();
  const ms = performance.now() - start;
  const after = JSON.stringify([imds.snapshot.instance, imds.changes, clock.now()]);
  return [
    ...found,
    ...(ms > PATIENCE_MS ? [`it takes ${Math.round(ms)} ms`] : []),
    ...(after === fresh ? [] : [`a reset leaves ${after}`]),
  ];
}

function checkLine(line: string): string[] {
  return [
    ...(/[\r\n]/.test(line) ? [`a message of several lines: ${JSON.stringify(line)}`] : []),
    ...(line.length > LONGEST_LINE ? [`a message of ${line.length} characters`] : []),
  ];
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
