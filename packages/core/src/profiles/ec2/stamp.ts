import type { Answer, Circumstances } from '../../contract/profile.ts';
import { lastRefresh } from '../../instance/refresh.ts';

const TTL = 'X-Aws-Ec2-Metadata-Token-Ttl-Seconds';

/** How an answer depends on its request. */
export interface StampOptions {
  /** Whether a connection stays open whose client asks for that by `Connection: keep-alive`. */
  readonly keepAlive: boolean;
}

/** Fills in what only one answer knows: its time, the age of the snapshot, and the seconds left of its token. */
export function createStamp({ keepAlive }: StampOptions) {
  const dateOf = createDates();
  const modifiedOf = createDates();
  const fill = (name: string, now: number, startedAt: number): string =>
    name === 'Date' ? dateOf(now) : modifiedOf(lastRefresh(startedAt, now).at);

  return (answer: Answer, circumstances: Circumstances): Answer => {
    const { call, now, startedAt } = circumstances;
    const isKept = keepAlive && asksToKeep(call?.request.headers.connection);
    const headers = remainingTime(circumstances);
    const { headers: rendered } = answer;
    // Not by pairs: this runs for each answer.
    for (let index = 0; index < rendered.length; index += 2) {
      const name = rendered[index] as string;
      const value = rendered[index + 1] as string;
      if (isKept && name === 'Connection') continue;
      headers.push(name, value === '' ? fill(name, now, startedAt) : value);
    }
    return { ...answer, headers };
  };
}

/** The seconds left of a valid token, which are on every answer that may carry them, a 404 included. */
function remainingTime({ outcome, call, now }: Circumstances): string[] {
  if (call?.tokenExpiresAt === undefined || !CARRIES_TTL.has(outcome.kind)) return [];
  return [TTL, String(Math.max(0, Math.floor((call.tokenExpiresAt - now) / 1000)))];
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
