import type { Scenario } from '@aemm/core';
import { AemmError } from '@aemm/core';
import { createTestControl } from '@aemm/core/testing';
import { checkMessages } from '../../check-messages.ts';
import { categories } from '../control/driven.ts';

/** What became of a scenario that was played to its end, or was to be. */
interface PlayResult {
  /** Why it was refused; absent if it was played. */
  readonly refusal?: string;
  readonly violations: readonly string[];
}

/** Milliseconds that a scenario may take from its check to its end, on a busy machine too. */
const PATIENCE_MS = 5000;
/** Steps at most, repetitions included. */
const MOST_STEPS = 10_000;
/** Characters of a message at most, which quotes a text that was given once. */
const LONGEST_LINE = 8192;

/** Plays a scenario to its end by a clock that is moved, in place of another one. */
export function playToEnd(given: unknown, speed = 1): PlayResult {
  const { scenario, clock, imds, reset } = createTestControl({ categories });
  const before = scenario.play([{ at: '1s', do: 'reset' }]);
  const fresh = JSON.stringify([imds.snapshot.instance, imds.changes, clock.now()]);
  const start = performance.now();
  const found: string[] = [];
  let refusal: string | undefined;
  try {
    const played = scenario.play(given as Scenario, { speed });
    if (played.steps.length > MOST_STEPS) found.push(`${played.steps.length} steps`);
    clock.advance('10m');
    const reasons = played.steps.flatMap(({ reason = [] }) => reason);
    found.push(...checkMessages(reasons, { longest: LONGEST_LINE }));
  } catch (error) {
    const isRefusal = error instanceof AemmError && error.code === 'AEMM_SCENARIO_INVALID';
    if (!isRefusal && !(error instanceof RangeError)) throw error;
    refusal = error.message;
    found.push(...checkMessages([refusal], { longest: LONGEST_LINE }));
    if (scenario.playing !== before) found.push(`a refusal ends the scenario before: ${error}`);
  }
  reset();
  const ms = performance.now() - start;
  const after = JSON.stringify([imds.snapshot.instance, imds.changes, clock.now()]);
  if (ms > PATIENCE_MS) found.push(`it takes ${Math.round(ms)} ms`);
  if (after !== fresh) found.push(`a reset leaves ${after}`);
  return { ...(refusal !== undefined && { refusal }), violations: found };
}
