import type { JournalEntry } from './entry.ts';
import type { RequestQuery } from './journal.ts';
import type { RequestMatcher } from './matcher.ts';
import { createFactsMatcher } from './matcher.ts';
import { findNearestPath } from './nearest-path.ts';

const FIELDS = ['path', 'method', 'client', 'imds', 'token', 'status'] as const;

type Field = (typeof FIELDS)[number];

/**
 * Explains why no entry of a journal fits a query, by what comes nearest to it: for time-outs and failed assertions.
 *
 * @param entries - what was asked for
 * @param knownPaths - the paths that are served
 * @public
 */
export function explainMiss(
  query: RequestQuery,
  entries: readonly JournalEntry[],
  knownPaths: Iterable<string>,
): string {
  const wanted = `No request matches ${describeQuery(query)}.`;
  if (query.limit === 0) return `${wanted} A limit of 0 leaves none.`;
  const known = [...knownPaths];
  const { since = 0 } = query;
  const asked = entries.filter(({ id }) => id > since);
  const nearest = findNearestEntry(query, asked);
  if (nearest === undefined) {
    return [wanted, 'There was no request.', ...hintAtPath(query.path, known)].join(' ');
  }
  const reasons = FIELDS.filter((field) => !fits(query, field, nearest)).map((field) =>
    describeField(field, nearest),
  );
  const about = `The nearest of ${count(asked.length)}: ${describeEntry(nearest)}: ${reasons.join('; ')}.`;
  const missed = nearest.status === 404 ? nearest.path : undefined;
  const hints = [query.path, missed].flatMap((path) => hintAtPath(path, known));
  return [wanted, about, ...new Set(hints)].join(' ');
}

function findNearestEntry(
  query: RequestQuery,
  entries: readonly JournalEntry[],
): JournalEntry | undefined {
  let nearest: JournalEntry | undefined;
  let best = -1;
  for (const entry of entries) {
    const score = scoreOf(query, entry);
    // Of equals the latest.
    if (score >= best) [nearest, best] = [entry, score];
  }
  return nearest;
}

/** How many fields fit; a path counts for more than all others, and one that is near for something. */
function scoreOf(query: RequestQuery, entry: JournalEntry): number {
  const others = FIELDS.filter((field) => field !== 'path' && fits(query, field, entry)).length;
  if (fits(query, 'path', entry)) return others + 2 * FIELDS.length;
  const isNear = findNearestPath(query.path ?? '', [entry.path]) !== undefined;
  return others + (isNear ? FIELDS.length : 0);
}

function fits(query: RequestQuery, field: Field, entry: JournalEntry): boolean {
  if (query[field] === undefined) return true;
  if (field === 'status') return query.status === entry.status;
  return createFactsMatcher({ [field]: query[field] } as RequestMatcher)(entry);
}

function describeQuery(query: RequestQuery): string {
  const given = FIELDS.filter((field) => query[field] !== undefined);
  const parts = given.map((field) => `${field} ${query[field]}`);
  const { since } = query;
  if (since !== undefined) parts.push(`after entry ${since}`);
  return parts.length === 0 ? 'an empty query' : parts.join(', ');
}

function describeEntry({ method, path, status }: JournalEntry): string {
  return `${method} ${path}, ${status === 0 ? 'not answered' : `answered with ${status}`}`;
}

function describeField(field: Field, entry: JournalEntry): string {
  switch (field) {
    case 'path':
      return `asked for \`${entry.path}\``;
    case 'method':
      return `asked by ${entry.method}`;
    case 'client':
      return `asked from ${entry.client}`;
    case 'imds':
      return entry.token === 'none' ? 'asked without a token' : `asked by ${entry.imds}`;
    case 'token':
      return entry.token === 'none'
        ? 'asked without a token'
        : `asked with a token that is ${entry.token}`;
    case 'status':
      return describeStatus(entry);
  }
}

function describeStatus({ status, token, fault }: JournalEntry): string {
  const answered = status === 0 ? 'not answered' : `answered with ${status}`;
  if (fault !== undefined) return `${answered} because of fault ${fault}`;
  if (status !== 401) return answered;
  if (token === 'none') return 'asked without a token; tokens are required';
  return `${answered} because the token is ${token}`;
}

/** Names the path that is served, where another one is meant. A pattern means many. */
function hintAtPath(path: string | undefined, known: readonly string[]): string[] {
  if (path === undefined || path.includes('*') || known.includes(path)) return [];
  const near = findNearestPath(path, known);
  return near === undefined ? [] : [`\`${path}\` is not served; the nearest path is \`${near}\`.`];
}

function count(entries: number): string {
  return entries === 1 ? '1 request' : `${entries} requests`;
}
