import type { Profile } from './config-file.ts';
import { Possible } from './possible.ts';
import { Tokens } from './tokens.ts';

/** What the mock may answer at the moment, as its clients know it. */
export interface World {
  readonly profile: Profile;
  /** The generation of the configuration file that is served. */
  readonly generation: Possible<number>;
  /** Whether every request needs a session token. */
  readonly tokensRequired: Possible<boolean>;
  /** Whether some requests for leaves of `many` are answered with 503. */
  readonly isFlaky: Possible<boolean>;
  /** Whether there is a Spot interruption notice. */
  readonly isInterrupted: Possible<boolean>;
  /** The same after a reset. */
  readonly isInterruptedAtStart: boolean;
  readonly tokens: Tokens;
}

export function createWorld(profile: Profile): World {
  // Profile aemm gives the notice from the start.
  const isInterruptedAtStart = profile === 'aemm';
  return {
    profile,
    generation: new Possible(1),
    tokensRequired: new Possible(false),
    isFlaky: new Possible(false),
    isInterrupted: new Possible(isInterruptedAtStart),
    isInterruptedAtStart,
    tokens: new Tokens(),
  };
}
