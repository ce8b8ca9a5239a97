import type { Snapshot } from '../compile/snapshot.ts';

/**
 * A notice that has a time.
 *
 * @public
 */
export interface ScheduledNotice {
  /** Its path. */
  readonly path: string;
  /** The key of its leaf. */
  readonly key: string;
  /** The category that it belongs to. */
  readonly category: string | undefined;
  /** When it fires, in RFC 3339 with milliseconds. */
  readonly firesAt: string;
  /** The seconds until then; negative if it has fired. */
  readonly inSeconds: number;
}

/** The notices of a snapshot that have a time, in the order in which they fire. */
export function scheduledNotices({ routes }: Snapshot, now: number): readonly ScheduledNotice[] {
  return routes
    .flatMap(({ path, key, category, firesAt }) =>
      firesAt === undefined || !Number.isFinite(firesAt) ? [] : [{ path, key, category, firesAt }],
    )
    .toSorted((one, other) => one.firesAt - other.firesAt)
    .map(({ firesAt, ...facts }) => ({
      ...facts,
      firesAt: new Date(firesAt).toISOString(),
      inSeconds: (firesAt - now) / 1000,
    }));
}

/** Those that have not fired. */
export function pendingNotices(snapshot: Snapshot, now: number): readonly ScheduledNotice[] {
  return scheduledNotices(snapshot, now).filter(({ inSeconds }) => inSeconds > 0);
}
