import type { ScenarioControl } from '../control.ts';
import { findScenario } from './gallery.ts';
import type { PlayedScenario } from './played.ts';
import type { PlayerOptions } from './player.ts';
import { createPlayer } from './player.ts';
import type { ConfiguredScenario } from './scenario.ts';

/** What plays scenarios, and the configured one again. */
export interface RestartableScenarioControl extends ScenarioControl {
  /**
   * Ends the scenario that is played, and returns how to play the configured one from its start. A scenario whose own
   * step asks for that just ends: it would never do so otherwise.
   */
  end(): () => void;
}

/** Creates what plays scenarios. It plays none yet. */
export function createScenarioControl(options: PlayerOptions): RestartableScenarioControl {
  const player = createPlayer(options);
  let configured: ConfiguredScenario | undefined;
  let played: PlayedScenario | undefined;

  const playConfigured = (next: ConfiguredScenario | undefined): void => {
    if (next !== undefined) played = player.play(next.steps, { name: next.name });
    else if (player.playing === played) player.stop();
  };

  return {
    get playing() {
      return player.playing;
    },
    play(scenario, playOptions = {}) {
      if (typeof scenario !== 'string') return player.play(scenario, playOptions);
      const { name, steps } = findScenario(scenario);
      return player.play(steps, { name, ...playOptions });
    },
    stop: player.stop,
    configure(next) {
      if (JSON.stringify(next) === JSON.stringify(configured)) return;
      playConfigured(next);
      configured = next;
    },
    end() {
      const isOver = player.isActing;
      player.stop();
      return () => {
        if (!isOver) playConfigured(configured);
      };
    },
  };
}
