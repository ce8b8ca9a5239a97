import type { Imds } from '../serve/imds.ts';
import type { MockClock } from './mock-clock.ts';
import type { ScheduledNotice } from './pending-notices.ts';
import { pendingNotices } from './pending-notices.ts';

/**
 * The clock of a mock, which knows its notices.
 *
 * @public
 */
export interface ControlClock extends MockClock {
  /** The notices that have not fired, the next one first. */
  pending(): readonly ScheduledNotice[];
  /** Moves the time to the next notice and returns it; `undefined`, without moving, if none is pending. */
  next(): ScheduledNotice | undefined;
}

/** Adds to a clock what it takes to move from notice to notice. */
export function createControlClock(
  clock: MockClock,
  imds: Pick<Imds, 'snapshot'>,
  onMove: () => void,
): ControlClock {
  const pending = () => pendingNotices(imds.snapshot, clock.now());
  const set = (time: number | string): void => {
    clock.set(time);
    onMove();
  };
  return {
    now: clock.now,
    at: clock.at,
    onSetBack: clock.onSetBack,
    speed: clock.speed,
    get mode() {
      return clock.mode;
    },
    advance(by) {
      clock.advance(by);
      onMove();
    },
    set,
    freeze() {
      clock.freeze();
      onMove();
    },
    run() {
      clock.run();
      onMove();
    },
    reset() {
      clock.reset();
      onMove();
    },
    pending,
    next() {
      const [notice] = pending();
      if (notice !== undefined) set(Date.parse(notice.firesAt));
      return notice && { ...notice, inSeconds: 0 };
    },
  };
}
