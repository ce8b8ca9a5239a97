import type { ClockState } from './mock.ts';

/** The time of the mock between two of its answers. */
export interface MockTime {
  /** In milliseconds since the Unix epoch. */
  now(): number;
  /** Follows what the mock answered. */
  follow(clock: Pick<ClockState, 'now' | 'mode'>): void;
}

/** Creates a time that follows nothing yet. */
export function createMockTime(): MockTime {
  let time = 0;
  let readAt: number | undefined;
  return {
    now: () => (readAt === undefined ? time : time + performance.now() - readAt),
    follow({ now, mode }) {
      time = Date.parse(now);
      readAt = mode === 'running' ? performance.now() : undefined;
    },
  };
}
