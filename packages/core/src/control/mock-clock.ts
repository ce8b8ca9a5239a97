import type { Clock, Timer } from '../ambient.ts';
import { createListeners } from '../listeners.ts';
import { checkSpeed, readClockTime, readLaterTime } from './clock-values.ts';

/**
 * Whether a clock follows another one or stands still until it is moved.
 *
 * @public
 */
export type ClockMode = 'running' | 'frozen';

/**
 * A clock that can be moved, stopped and started.
 *
 * @public
 */
export interface MockClock extends Required<Clock> {
  /** {@inheritDoc ClockMode} */
  readonly mode: ClockMode;
  /** How many times as fast as the clock that it follows it runs, or will once it runs. */
  readonly speed: number;
  /**
   * Moves the time forward: by seconds, or by a duration such as `2m`, `1m30s`, `200ms` or `PT2M`. What is due by then has
   * happened when it returns; where what is due calls it, when the move returns that this is due in.
   *
   * @throws RangeError if it is not a duration, goes back, or leads beyond the year 9998
   */
  advance(by: number | string): void;
  /**
   * Sets the time, back too: milliseconds since the Unix epoch, or RFC 3339.
   *
   * @throws RangeError if it is not a time from 1970 to the year 9998
   */
  set(time: number | string): void;
  /** Stops it. */
  freeze(): void;
  /** Lets it run from where it stands. */
  run(): void;
  /** Makes it as it was created, what waits for a time excepted. */
  reset(): void;
}

/**
 * What {@link createMockClock} takes.
 *
 * @public
 */
export interface MockClockOptions {
  /** The clock that it follows while it runs. */
  readonly source: Clock;
  /** How many times as fast as that clock it runs; 1 if absent. */
  readonly speed?: number;
  /**
   * Where it stands, in milliseconds since the Unix epoch or RFC 3339: it is frozen until it is let run. Absent: it runs.
   */
  readonly frozenAt?: number | string;
  /** When it began to run at its speed, in milliseconds since the Unix epoch; now if absent. */
  readonly origin?: number;
  /**
   * How it waits for a time while it runs, may be too short; without one, what waits is called only when it is moved.
   */
  readonly timer?: Timer;
}

/** Something that waits for a time. */
interface Waiting {
  readonly time: number;
  readonly run: () => void;
}

/** Work that causes more work at the same moment for ever, or sets the time back for ever, is stopped here. */
const MOST_STEPS = 100_000;

/**
 * Creates a clock that can be moved, stopped and started.
 *
 * @throws RangeError for a speed or a time that it cannot have
 * @public
 */
export function createMockClock(options: MockClockOptions): MockClock {
  const { source, timer, origin = source.now() } = options;
  const speed = checkSpeed(options.speed ?? 1);
  const frozenAt = options.frozenAt === undefined ? undefined : readClockTime(options.frozenAt);
  const waiting = new Set<Waiting>();
  const setBack = createListeners<[]>();
  let offset = 0;
  let frozen = frozenAt;
  let cancelTimer = (): void => {};
  // How far what is due has moved the time ahead, while it is run.
  let ahead: number | undefined;

  /** The time without the moves. */
  const unmoved = (): number => origin + Math.floor((source.now() - origin) * speed);

  const now = (): number => frozen ?? unmoved() + offset;

  const moveTo = (time: number): void => {
    if (frozen === undefined) offset = time - unmoved();
    else frozen = time;
  };

  const nextDue = (until: number): Waiting | undefined => {
    let first: Waiting | undefined;
    for (const each of waiting) {
      if (each.time <= until && each.time < (first?.time ?? Number.POSITIVE_INFINITY)) first = each;
    }
    return first;
  };

  /** Runs what is due, each at its own time. */
  const runDue = (until: number): void => {
    let furthest = now();
    ahead = Number.NEGATIVE_INFINITY;
    try {
      for (let step = 0; step < MOST_STEPS; step++) {
        const due = nextDue(Math.max(until, ahead));
        if (due === undefined) break;
        waiting.delete(due);
        if (due.time > now()) {
          moveTo(due.time);
          if (due.time > furthest) step = 0;
          furthest = Math.max(furthest, due.time);
        }
        due.run();
      }
      if (ahead > now()) moveTo(ahead);
    } finally {
      ahead = undefined;
    }
  };

  /** Real time matters while the clock runs and something waits; what is due does not wait for a move either. */
  const schedule = (): void => {
    cancelTimer();
    cancelTimer = () => {};
    const next = nextDue(frozen ?? Number.POSITIVE_INFINITY);
    if (next === undefined || timer === undefined) return;
    cancelTimer = timer((next.time - now()) / speed, () => {
      runDue(now());
      schedule();
    });
  };

  const jump = (time: number): void => {
    const goesBack = time < now();
    // A move within a move only extends it: runs within runs would be as deep as there are moves.
    const isWithin = ahead !== undefined;
    if (ahead === undefined) runDue(time);
    else ahead = goesBack ? Number.NEGATIVE_INFINITY : Math.max(ahead, time);
    // What was due may have moved it on, and what is still due comes first.
    const isNext = time > now() && !(isWithin && nextDue(time));
    if (goesBack || isNext) moveTo(time);
    schedule();
    if (goesBack) setBack.call();
  };

  return {
    now,
    speed,
    get mode() {
      return frozen === undefined ? 'running' : 'frozen';
    },
    at(time, run) {
      // The clock shows whole milliseconds.
      const entry = { time: Math.ceil(time), run };
      waiting.add(entry);
      schedule();
      return () => {
        if (waiting.delete(entry)) schedule();
      };
    },
    onSetBack: setBack.add,
    advance: (by) => jump(readLaterTime(now(), by)),
    set: (time) => jump(readClockTime(time)),
    freeze() {
      frozen = now();
      schedule();
    },
    run() {
      if (frozen === undefined) return;
      offset = frozen - unmoved();
      frozen = undefined;
      schedule();
    },
    reset() {
      const before = now();
      offset = 0;
      frozen = frozenAt;
      // Where what is due calls it, the run that this is part of goes on as far.
      if (ahead === undefined) runDue(now());
      else ahead = now();
      schedule();
      if (now() < before) setBack.call();
    },
  };
}
