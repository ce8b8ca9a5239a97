import type { Change } from '../changes/change.ts';
import type { AnyCategory } from '../contract/category.ts';
import type { Value } from '../contract/content.ts';
import { createActions } from './actions.ts';
import type { Control, ControlEvent, ControlOptions } from './control.ts';
import { createControlClock } from './control-clock.ts';
import { operations } from './operations/index.ts';
import { findScenario } from './scenario/gallery.ts';
import { createPlayer } from './scenario/player.ts';
import { watchNotices } from './watch-notices.ts';

/**
 * Creates what drives a mock while it runs.
 *
 * @example
 * ```ts
 * const clock = createMockClock({ source: systemClock });
 * const imds = createImds({ spec: { categories }, mac, clock });
 * const control = createControl({ imds, clock, categories });
 * control.actions.spot.interrupt({ action: 'stop', inSeconds: 120 });
 * ```
 * @public
 */
export function createControl<const C extends readonly AnyCategory[]>(
  options: ControlOptions<C>,
): Control<C> {
  const { imds, categories } = options;
  const listeners = new Set<(event: ControlEvent) => void>();
  const emit = (event: ControlEvent): void => {
    for (const listener of listeners) listener(event);
  };
  const notices = watchNotices(imds, options.clock, (notice) => emit({ kind: 'notice', notice }));
  const report = (event: ControlEvent): void => {
    if (listeners.size === 0) return;
    notices.arm();
    emit(event);
  };
  const apply = (change: Change): void => {
    imds.apply(change);
    report({ kind: 'changed', change });
  };
  const clock = createControlClock(options.clock, imds, () =>
    report({ kind: 'clock', mode: clock.mode, now: clock.now() }),
  );
  const act: Control['act'] = (category, action, input = {}) => {
    apply({ kind: 'action', category, action, input, at: clock.now() });
  };
  const player = createPlayer({
    clock: options.clock,
    categories,
    operations,
    control: () => control,
    onStep: (step) => report({ kind: 'scenario', step }),
  });
  const control: Control<C> = {
    imds,
    categories,
    clock,
    actions: createActions(categories, act),
    act,
    set: (path, value) => apply({ kind: 'path', path, value }),
    remove: (path) => apply({ kind: 'path', path, value: null }),
    patchInstance: (patch) => apply({ kind: 'instance', patch: patch as Value }),
    patchMetadataOptions: (patch) => apply({ kind: 'metadata-options', patch }),
    revokeTokens: () => apply({ kind: 'revoke-tokens' }),
    scenario: {
      get playing() {
        return player.playing;
      },
      play(scenario, playOptions = {}) {
        if (typeof scenario !== 'string') return player.play(scenario, playOptions);
        const { name, steps } = findScenario(scenario);
        return player.play(steps, { name, ...playOptions });
      },
      stop: player.stop,
    },
    reload(spec) {
      const snapshot = imds.reload(spec);
      report({ kind: 'reloaded' });
      return snapshot;
    },
    reset() {
      player.stop();
      imds.reset();
      options.clock.reset();
      report({ kind: 'reset' });
    },
    subscribe(listener) {
      listeners.add(listener);
      notices.arm();
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) notices.disarm();
      };
    },
  };
  return control;
}
