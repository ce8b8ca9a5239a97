import type { RequestQuery } from '@aemm/core';
import { explainMiss } from '@aemm/core';
import type { RunningMock } from '@aemm/mock';

/** What an assertion came to, in the form of Jest and Vitest. */
export interface Expectation {
  readonly pass: boolean;
  /** What is wrong, if it is; or that it is not, where that was expected. */
  readonly message: () => string;
}

/** What the expectations look at. */
type Received = Pick<RunningMock, 'requests' | 'imds' | 'journal'>;

const DROPPED =
  'Older requests are no longer known, for the journal was full. Call `mock.journal.clear()` before what is tested.';

/** Whether a mock received a request. Throws if it cannot be known, so that the opposite is not shown either. */
export function haveReceivedRequest(
  mock: Received,
  path: string,
  more: Omit<RequestQuery, 'path'> = {},
): Expectation {
  // The query that matches every request is written `*`.
  if (path === undefined) throw new TypeError('The path is undefined.');
  const query = { ...more, path };
  const found = mock.requests(query);
  const paths = mock.imds.snapshot.routes.map((route) => route.path);
  const explain = () => explainMiss(query, mock.requests(), paths);
  if (found.length === 0 && hasDropped(mock, more.since)) {
    throw new Error(`${explain()} ${DROPPED}`);
  }
  return {
    pass: found.length > 0,
    message: () =>
      found.length > 0
        ? `${found.length} requests match ${JSON.stringify(query)}; none was expected.`
        : explain(),
  };
}

function hasDropped({ journal }: Received, since = 0): boolean {
  return journal.lastDropped > since;
}

/** As many as a person reads. */
const MOST_SHOWN = 10;

/** Whether every request for metadata that a mock received came with a session token. Throws if it cannot be known. */
export function haveReceivedOnlyIMDSv2(mock: Received): Expectation {
  const all = mock.requests();
  const without = all.filter(({ imds }) => imds === 'v1');
  if (without.length === 0 && hasDropped(mock)) throw new Error(DROPPED);
  const shown = without
    .slice(0, MOST_SHOWN)
    .map(({ method, path, userAgent = 'no user agent' }) => `  ${method} ${path}  ${userAgent}`);
  const further = without.length > MOST_SHOWN ? [`  and ${without.length - MOST_SHOWN} more`] : [];
  return {
    pass: without.length === 0,
    message: () =>
      without.length === 0
        ? `None of ${all.length} requests came without a session token; some were expected.`
        : [
            `${without.length} of ${all.length} requests came without a session token:`,
            ...shown,
            ...further,
          ].join('\n'),
  };
}
