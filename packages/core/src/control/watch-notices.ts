import type { Imds } from '../serve/imds.ts';
import type { MockClock } from './mock-clock.ts';
import type { ScheduledNotice } from './pending-notices.ts';
import { scheduledNotices } from './pending-notices.ts';

/** Reports notices as they fire. */
export interface NoticeWatch {
  /** Begins, or begins anew: what has fired by now is not reported. */
  begin(): void;
  /** Reports what has fired since, after something has changed when that is, or the time. */
  update(): void;
  end(): void;
}

/** Creates a watch that has not begun. */
export function watchNotices(
  imds: Pick<Imds, 'snapshot'>,
  clock: MockClock,
  report: (notice: ScheduledNotice) => void,
): NoticeWatch {
  let cancel = (): void => {};
  let known: ReadonlySet<string> | undefined;

  /** Waits for the next notice, and returns those that have fired and were not known to have. */
  const look = (): ScheduledNotice[] => {
    cancel();
    const notices = scheduledNotices(imds.snapshot, clock.now());
    const fired = notices.filter(({ inSeconds }) => inSeconds <= 0);
    const next = notices[fired.length];
    if (next !== undefined) cancel = clock.at(Date.parse(next.firesAt), update);
    const before = known;
    known = new Set(fired.map(firingOf));
    return fired.filter((notice) => !before?.has(firingOf(notice)));
  };

  const update = (): void => {
    if (known === undefined) return;
    for (const notice of look()) report({ ...notice, inSeconds: 0 });
  };

  return {
    begin: () => void look(),
    update,
    end() {
      cancel();
      known = undefined;
    },
  };
}

/** A notice fires again where an action gives it another time. */
function firingOf({ path, firesAt }: ScheduledNotice): string {
  return `${firesAt} ${path}`;
}
