import type { AnyCategory } from '../../contract/category.ts';
import { parseInput } from '../../contract/parse-input.ts';
import { AemmError } from '../../errors.ts';
import { reasonOf } from '../../text/reason.ts';
import { LATEST } from '../../text/time.ts';
import { checkSpeed } from '../clock-values.ts';
import type { Control } from '../control.ts';
import type { MockClock } from '../mock-clock.ts';
import type { Timeline } from './place-fault.ts';
import type { PlayedScenario, PlayedStep, PlayOptions } from './played.ts';
import type { ResolvedStep } from './resolve-step.ts';
import { resolveStep } from './resolve-step.ts';
import type { Scenario } from './scenario.ts';
import { createScenarioSchema } from './scenario-schema.ts';

/** Plays scenarios by the clock of a mock, one at a time. */
export interface Player {
  readonly playing: PlayedScenario | undefined;
  /** Whether a step is being done. */
  readonly isActing: boolean;
  play(scenario: Scenario, options: PlayOptions): PlayedScenario;
  stop(): void;
}

/** What a player works with. */
export interface PlayerOptions {
  readonly clock: MockClock;
  readonly categories: readonly AnyCategory[];
  readonly control: () => Control;
  /** Called with the name of the scenario that is played from now on; `null`: none is. */
  readonly onPlaying: (name: string | null) => void;
  /** Called after each step. */
  readonly onStep: (step: PlayedStep) => void;
}

/** Creates a player that plays nothing. */
export function createPlayer(options: PlayerOptions): Player {
  const { clock, categories, control, onPlaying, onStep } = options;
  let cancelNext = (): void => {};
  let playing: PlayedScenario | undefined;
  let isActing = false;

  const stop = (): void => {
    if (playing === undefined) return;
    cancelNext();
    playing = undefined;
    onPlaying(null);
  };

  const runStep = (
    step: ResolvedStep,
    timeline: Timeline,
    played: { -readonly [K in keyof PlayedStep]: PlayedStep[K] },
  ) => {
    isActing = true;
    try {
      step.run(control(), timeline);
      played.state = 'done';
    } catch (error) {
      played.state = 'refused';
      played.reason = reasonOf(error);
    } finally {
      isActing = false;
    }
    onStep(played);
  };

  return {
    get playing() {
      return playing;
    },
    get isActing() {
      return isActing;
    },
    play(scenario, { name = 'scenario', speed = 1 }) {
      const resolved = checkScenario(scenario, categories);
      const start = clock.now();
      const moments = momentsOf(resolved, start, checkSpeed(speed));
      cancelNext();
      const steps = moments.map(
        ({ step, time }): PlayedStep => ({
          at: new Date(time).toISOString(),
          do: step.name,
          state: 'waiting',
        }),
      );
      const scheduled = { name, steps };
      playing = scheduled;
      const runAt = (index: number): void => {
        const [moment, played] = [moments[index], steps[index]];
        if (moment !== undefined && played !== undefined)
          runStep(moment.step, { start, speed }, played);
      };
      // One step waits at a time. The next one does before a step runs, since that may move the clock or stop this.
      const awaitStep = (index: number): void => {
        const moment = moments[index];
        if (moment === undefined) return;
        cancelNext = clock.at(moment.time, () => {
          awaitStep(index + 1);
          runAt(index);
        });
      };
      const later = moments.findIndex(({ time }) => time > start);
      const first = later < 0 ? moments.length : later;
      awaitStep(first);
      onPlaying(name);
      for (let index = 0; index < first && playing === scheduled; index++) runAt(index);
      return scheduled;
    },
    stop,
  };
}

/** A step at one of its times. */
interface Moment {
  readonly step: ResolvedStep;
  /** In milliseconds since the Unix epoch. */
  readonly time: number;
}

/** The steps in the order in which they happen. Throws `AEMM_SCENARIO_INVALID` for one that the clock never reaches. */
function momentsOf(steps: readonly ResolvedStep[], start: number, speed: number): Moment[] {
  const moments = steps.map((step) =>
    step.times.map((time): Moment => ({ step, time: start + Math.round(time / speed) })),
  );
  const never = moments.findIndex((each) => !each.every(({ time }) => time <= LATEST));
  if (never >= 0) {
    const message = `Step ${never + 1} of the scenario would happen after the last time of the clock, ${new Date(LATEST).toISOString()}.`;
    throw new AemmError('AEMM_SCENARIO_INVALID', message, { key: `${never}.at` });
  }
  return moments.flat().toSorted((one, other) => one.time - other.time);
}

/** Checks a scenario as a whole. Throws `AEMM_SCENARIO_INVALID`. */
function checkScenario(
  scenario: unknown,
  categories: readonly AnyCategory[],
): readonly ResolvedStep[] {
  try {
    const steps = parseInput(createScenarioSchema(categories), scenario, 'the scenario');
    return steps.flatMap((step) => resolveStep(step, categories) ?? []);
  } catch (error) {
    if (!(error instanceof AemmError)) throw error;
    const { key, message } = error;
    throw new AemmError('AEMM_SCENARIO_INVALID', message, key === undefined ? {} : { key });
  }
}
