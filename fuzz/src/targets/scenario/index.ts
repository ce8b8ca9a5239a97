import type { Value } from '@aemm/core';
import fc from 'fast-check';
import type { Target } from '../../target.ts';
import { playToEnd } from './play.ts';
import { scenarios } from './steps.ts';

/** A scenario, and how it is played. */
interface ScenarioCase {
  readonly steps: Value;
  readonly speed: number;
}

/** Scenarios, from valid ones to what is none, each played to its end by a clock that is moved. */
export const scenarioTarget: Target<ScenarioCase> = {
  name: 'scenario',
  share: 20,
  cases: fc.record({
    steps: scenarios(),
    speed: fc.oneof(
      { weight: 6, arbitrary: fc.constant(1) },
      { weight: 1, arbitrary: fc.constantFrom(0, -1, 1e6, 1e7, 1e-300, Number.MAX_VALUE, 0.5) },
    ),
  }),
  async open() {
    return {
      check: async ({ steps, speed }) => playToEnd(steps, speed).violations,
      close: async () => [],
    };
  },
};
