import type { Imds } from '../serve/imds.ts';
import type { MockClock } from './mock-clock.ts';
import type { ScheduledNotice } from './pending-notices.ts';
import { pendingNotices } from './pending-notices.ts';

/** Reports notices as they fire. */
export interface NoticeWatch {
  /** Waits for the next notice, after something has changed when that is. */
  arm(): void;
  /** Waits for none. */
  disarm(): void;
}

/** Creates a watch that waits for nothing yet. */
export function watchNotices(
  imds: Pick<Imds, 'snapshot'>,
  clock: MockClock,
  report: (notice: ScheduledNotice) => void,
): NoticeWatch {
  let cancel = (): void => {};

  const arm = (): void => {
    cancel();
    const [next, ...others] = pendingNotices(imds.snapshot, clock.now());
    if (next === undefined) return;
    const due = [next, ...others.filter(({ firesAt }) => firesAt === next.firesAt)];
    cancel = clock.at(Date.parse(next.firesAt), () => {
      for (const notice of due) report({ ...notice, inSeconds: 0 });
      arm();
    });
  };

  return {
    arm,
    disarm() {
      cancel();
      cancel = () => {};
    },
  };
}
