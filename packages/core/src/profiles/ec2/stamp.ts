import { headerEntries } from '../../contract/header-entries.ts';
import type { Answer, Circumstances } from '../../contract/profile.ts';
import { lastRefresh } from '../../instance/refresh.ts';

const TTL = 'X-Aws-Ec2-Metadata-Token-Ttl-Seconds';

/** How an answer depends on its request. */
export interface StampOptions {
  /** Whether a connection stays open whose client asks for that by `Connection: keep-alive`. */
  readonly keepAlive: boolean;
}

/** What an answer depends on beside itself; times in milliseconds since the Unix epoch. */
interface Stamp {
  /** Its time, to the second. */
  readonly time: number;
  readonly refreshedAt: number;
  /** The seconds left of a valid token, if it may carry them. */
  readonly secondsLeft: number | undefined;
  /** Whether its connection stays open. */
  readonly isKept: boolean;
}

/**
 * Fills in what only one answer knows: its time, the age of the snapshot, and the seconds left of its token. The last
 * form of an answer is used again as long as they are the same.
 */
export function createStamp({ keepAlive }: StampOptions) {
  const dateOf = createDates();
  const modifiedOf = createDates();
  const stamped = new WeakMap<Answer, { readonly stamp: Stamp; readonly answer: Answer }>();

  const fill = (name: string, { time, refreshedAt }: Stamp): string =>
    name === 'Date' ? dateOf(time) : modifiedOf(refreshedAt);

  const headersFor = (answer: Answer, stamp: Stamp): string[] => {
    const { secondsLeft, isKept } = stamp;
    const headers = secondsLeft === undefined ? [] : [TTL, String(secondsLeft)];
    for (const [name, value] of headerEntries(answer)) {
      if (isKept && name === 'Connection') continue;
      headers.push(name, value === '' ? fill(name, stamp) : value);
    }
    return headers;
  };

  return (answer: Answer, circumstances: Circumstances): Answer => {
    const stamp = stampOf(circumstances, keepAlive);
    const last = stamped.get(answer);
    if (last !== undefined && isSame(last.stamp, stamp)) return last.answer;
    const made = { ...answer, headers: headersFor(answer, stamp) };
    // A token is answered once: what remembers it would only have to be collected.
    if (circumstances.outcome.kind !== 'token') stamped.set(answer, { stamp, answer: made });
    return made;
  };
}

function stampOf(circumstances: Circumstances, keepAlive: boolean): Stamp {
  const { call, now, startedAt } = circumstances;
  return {
    time: now - (now % 1000),
    refreshedAt: lastRefresh(startedAt, now).at,
    secondsLeft: secondsLeft(circumstances),
    isKept: keepAlive && asksToKeep(call?.request.headers.connection),
  };
}

function isSame(one: Stamp, other: Stamp): boolean {
  return (
    one.time === other.time &&
    one.refreshedAt === other.refreshedAt &&
    one.secondsLeft === other.secondsLeft &&
    one.isKept === other.isKept
  );
}

/** The seconds left of a valid token, which are on every answer that may carry them, a 404 included. */
function secondsLeft({ outcome, call, now }: Circumstances): number | undefined {
  if (call?.tokenExpiresAt === undefined || !CARRIES_TTL.has(outcome.kind)) return undefined;
  return Math.max(0, Math.floor((call.tokenExpiresAt - now) / 1000));
}

const CARRIES_TTL: ReadonlySet<string> = new Set(['leaf', 'listing', 'absent']);

/** Formats times, each second once. */
function createDates(): (time: number) => string {
  let second = Number.NaN;
  let text = '';
  return (time) => {
    const current = Math.floor(time / 1000);
    if (current !== second) {
      second = current;
      text = new Date(time).toUTCString();
    }
    return text;
  };
}

function asksToKeep(header: string | readonly string[] | undefined): boolean {
  return header === 'keep-alive' || /\bkeep-alive\b/i.test(String(header ?? ''));
}
