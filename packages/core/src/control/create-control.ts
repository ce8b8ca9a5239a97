import type { Change } from '../changes/change.ts';
import type { AnyCategory } from '../contract/category.ts';
import type { Value } from '../contract/content.ts';
import { createDrawingFaults } from '../faults/faults.ts';
import { createListeners } from '../listeners.ts';
import { createPooledJournal } from '../requests/journal.ts';
import type { JournalPool } from '../requests/pool.ts';
import type { SharedParts } from '../serve/imds.ts';
import { createSharingImds } from '../serve/imds.ts';
import { createActions } from './actions.ts';
import type { Control, ControlEvent, ControlOptions, MockParts } from './control.ts';
import { createControlClock } from './control-clock.ts';
import { createScenarioControl } from './scenario/scenario-control.ts';
import { createServedDraw } from './served-draw.ts';
import { watchNotices } from './watch-notices.ts';

/**
 * Creates a simulated instance metadata service, and what drives it while it runs.
 *
 * @example
 * ```ts
 * const clock = createMockClock({ source: systemClock });
 * const control = createControl({ spec: { categories: [spot] }, mac, clock });
 * control.actions.spot.interrupt({ action: 'stop', inSeconds: 120 });
 * control.imds.handle(request);
 * ```
 * @throws AemmError as {@link createImds} does, `AEMM_INPUT_INVALID` for configured faults and `AEMM_SCENARIO_INVALID`
 * @public
 */
export function createControl<const C extends readonly AnyCategory[]>(
  options: ControlOptions<C>,
): Control<C> {
  return driveParts(createParts(options), options);
}

/** What of a mock it may share with others. */
interface SharedControlParts extends SharedParts {
  /** The bound of all journals; each has its own if absent. */
  readonly pool?: JournalPool;
  /** Whether others answer at its port. */
  readonly sharesPort?: boolean;
  /** What distinguishes what its faults draw from what those of others draw. */
  readonly salt?: string;
}

/** The parts of a mock that answer requests. */
export function createParts(options: ControlOptions & SharedControlParts): MockParts {
  const { clock, faults: configured = [], journal: bounds, pool, ...others } = options;
  const { sharesPort = false, salt = '', startedAt = clock.now() } = options;
  const draw = createServedDraw(() => imds.snapshot, salt);
  const faults = createDrawingFaults({ configured, clock, startedAt, sharesPort }, draw);
  const journal = createPooledJournal({ ...bounds, clock }, pool);
  const imds = createSharingImds({ ...others, clock, startedAt, faults });
  return { imds, clock, faults, journal };
}

/** Makes the parts of a mock as they were created. */
export function resetParts({ imds, clock, faults, journal }: MockParts): void {
  imds.reset();
  // First, for those who ask the faults what they refuse at this time.
  clock.reset();
  faults.reset();
  journal.clear();
}

/** What drives the parts of a mock. */
export function driveParts<const C extends readonly AnyCategory[]>(
  parts: MockParts,
  options: ControlOptions<C>,
): Control<C> {
  const { imds, clock: mockClock, faults, journal } = parts;
  const { categories } = options.spec;
  const listeners = createListeners<[ControlEvent]>();
  const notices = watchNotices(imds, mockClock, (notice) =>
    listeners.call({ kind: 'notice', notice }),
  );
  const report = (event: ControlEvent): void => {
    listeners.call(event);
    notices.update();
  };
  faults.subscribe(() => report({ kind: 'faults', faults: faults.list() }));
  const apply = (change: Change): void => {
    imds.apply(change);
    report({ kind: 'changed', change });
  };
  const clock = createControlClock(mockClock, imds, () =>
    report({ kind: 'clock', mode: clock.mode, now: clock.now() }),
  );
  const act: Control['act'] = (category, action, input = {}) => {
    apply({ kind: 'action', category, action, input, at: clock.now() });
  };
  const scenario = createScenarioControl({
    clock: mockClock,
    categories,
    control: () => control,
    onPlaying: (name) => report({ kind: 'playing', name }),
    onStep(step) {
      options.observe?.({ kind: 'scenario-step', step: step.do, reason: step.reason });
      report({ kind: 'scenario', step });
    },
  });
  const control: Control<C> = {
    imds,
    categories,
    clock,
    actions: createActions(categories, act),
    apply,
    act,
    set: (path, value) => apply({ kind: 'path', path, value }),
    remove: (path) => apply({ kind: 'path', path, value: null }),
    patchInstance: (patch) => apply({ kind: 'instance', patch: patch as Value }),
    patchMetadataOptions: (patch) => apply({ kind: 'metadata-options', patch }),
    instances: () => [],
    revokeTokens: () => apply({ kind: 'revoke-tokens' }),
    faults,
    journal,
    fault: faults.add,
    requests: (query) => journal.find(query),
    scenario,
    reload(spec) {
      const snapshot = imds.reload(spec);
      report({ kind: 'reloaded' });
      return snapshot;
    },
    reset() {
      const playAgain = scenario.end();
      notices.end();
      resetParts(parts);
      if (listeners.size > 0) notices.begin();
      report({ kind: 'reset' });
      playAgain();
    },
    subscribe(listener) {
      if (listeners.size === 0) notices.begin();
      const ends = [
        listeners.add(listener),
        journal.subscribe(
          (entry) => listener({ kind: 'request', entry }),
          () => listener({ kind: 'requests-cleared' }),
        ),
      ];
      return () => {
        for (const end of ends) end();
        if (listeners.size === 0) notices.end();
      };
    },
  };
  scenario.configure(options.scenario);
  return control;
}
