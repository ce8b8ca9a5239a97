import { toPrintable } from '@aemm/config';
import type { ObservedRequest } from '@aemm/plugin-kit';

/** Counts the requests for metadata that came without a session token: IMDSv1. */
export interface Audit {
  record(request: ObservedRequest): void;
  /** How many requests came without a token. */
  readonly withoutToken: number;
  /** Lines for a person: who asked for what without a token. */
  report(): readonly string[];
}

/** As many rows as a person reads; more of them are counted together. */
const MAX_ROWS = 200;
/** Longer texts are cut: a client chooses them. */
const MAX_TEXT = 200;

interface Row {
  count: number;
  readonly path: string;
  readonly userAgent: string;
}

/** Creates an audit that has seen nothing. */
export function createAudit(): Audit {
  const rows = new Map<string, Row>();
  let total = 0;
  let withoutToken = 0;
  let further = 0;

  const count = (path: string, userAgent: string): void => {
    const key = `${path}\n${userAgent}`;
    const row = rows.get(key);
    if (row !== undefined) row.count++;
    else if (rows.size < MAX_ROWS) rows.set(key, { count: 1, path, userAgent });
    else further++;
  };

  return {
    record({ method, target, hasToken, status, userAgent }) {
      total++;
      // Only a read uses IMDSv1: a token is asked for by PUT, and anything else is refused.
      if (hasToken || (method !== 'GET' && method !== 'HEAD')) return;
      withoutToken++;
      const refused = status === 401 ? ' (refused: 401)' : '';
      count(`${printable(pathOf(target))}${refused}`, printable(userAgent ?? 'no user agent'));
    },
    get withoutToken() {
      return withoutToken;
    },
    report() {
      if (total === 0) return [NOTHING_CAME];
      const share = `${withoutToken || 'none'} of ${total} ${total === 1 ? 'request' : 'requests'}`;
      const head = `IMDSv1 audit: ${share} came without a session token.`;
      const more = further === 0 ? [] : [`  and ${further} of other paths or clients`];
      return [head, ...[...rows.values()].sort(byCount).map(rowLine), ...more];
    },
  };
}

const NOTHING_CAME =
  'IMDSv1 audit: no request came. If the command asks for metadata, run "ec2-metadata-mock exec -- ec2-metadata-mock doctor".';

function rowLine({ count, path, userAgent }: Row): string {
  return `  ${count} x ${path}  ${userAgent}`;
}

function byCount(one: Row, other: Row): number {
  return other.count - one.count || (one.path < other.path ? -1 : 1);
}

/** Without a query, which may hold anything. */
function pathOf(target: string): string {
  return target.replace(/[?#].*$/s, '');
}

/** A client may send what a terminal takes for commands, and any length of it. */
function printable(text: string): string {
  return toPrintable(text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}...` : text);
}
