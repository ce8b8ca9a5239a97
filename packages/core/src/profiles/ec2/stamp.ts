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
  return (answer: Answer, { outcome, call, now, startedAt }: Circumstances): Answer => {
    const headers: string[] = [];
    // The remaining time of a valid token is on every answer that may carry it, a 404 included.
    if (call?.tokenExpiresAt !== undefined && CARRIES_TTL.has(outcome.kind)) {
      headers.push(TTL, String(Math.max(0, Math.floor((call.tokenExpiresAt - now) / 1000))));
    }
    const isKept = keepAlive && asksToKeep(call?.request.headers.connection);
    for (let index = 0; index + 1 < answer.headers.length; index += 2) {
      const name = answer.headers[index] ?? '';
      if (isKept && name === 'Connection') continue;
      const value = answer.headers[index + 1] ?? '';
      if (value !== '') headers.push(name, value);
      else if (name === 'Date') headers.push(name, dateOf(now));
      else headers.push(name, modifiedOf(lastRefresh(startedAt, now).at));
    }
    return { ...answer, headers };
  };
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
  return /\bkeep-alive\b/i.test(String(header ?? ''));
}
