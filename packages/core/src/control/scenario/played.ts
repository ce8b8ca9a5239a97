/**
 * How a scenario is played.
 *
 * @public
 */
export interface PlayOptions {
  /** What it is called where it is listed. */
  readonly name?: string;
  /** How many times faster than its times; 1 if absent. */
  readonly speed?: number;
}

/**
 * A step of a scenario that is played.
 *
 * @public
 */
export interface PlayedStep {
  /** When it happens, in RFC 3339 with milliseconds, by the clock of the mock. */
  readonly at: string;
  /** What it does: `spot.interrupt`. */
  readonly do: string;
  /** What became of it. */
  readonly state: 'waiting' | 'done' | 'refused';
  /** Why it was refused. */
  readonly reason?: string;
}

/**
 * A scenario that is played.
 *
 * @public
 */
export interface PlayedScenario {
  /** What it is called. */
  readonly name: string;
  /** Its steps, in the order in which they happen. */
  readonly steps: readonly PlayedStep[];
}
