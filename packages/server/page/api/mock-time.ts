import type { ClockState } from './mock.ts';

/** The time of the mock between two of its answers. */
export interface MockTime {
  /** In milliseconds since the Unix epoch. */
  now(): number;
  /** Follows what the mock answered. */
  follow(clock: Pick<ClockState, 'now' | 'mode' | 'speed'>): void;
}

/** Creates a time that follows nothing yet. */
export function createMockTime(): MockTime {
  let time = 0;
  let readAt: number | undefined;
  let pace = 1;
  return {
    now: () => (readAt === undefined ? time : time + (performance.now() - readAt) * pace),
    follow({ now, mode, speed }) {
      time = Date.parse(now);
      pace = speed;
      readAt = mode === 'running' ? performance.now() : undefined;
    },
  };
}
