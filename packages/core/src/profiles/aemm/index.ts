import type { Content } from '../../contract/content.ts';
import type { Answer, ListingEntry, Outcome, Profile } from '../../contract/profile.ts';
import { aemmBase } from './base.ts';
import { aemmExceptions } from './exceptions.ts';
import { formatJson } from './json.ts';
import { errorPage, NOT_FOUND_PAGE } from './pages.ts';

/** The listings that AEMM ends with a newline; deeper ones end without. */
const ENDED_LISTINGS = new Set(['/', '/latest', '/latest/meta-data', '/latest/dynamic']);

/** The two levels whose directories IMDS lists without a slash. */
const BARE_LISTINGS = new Set(['/', '/latest']);

const REASONS: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  408: 'Request Timeout',
  413: 'Payload Too Large',
  414: 'URI Too Long',
  417: 'Expectation Failed',
  429: 'Too Many Requests',
  431: 'Request Header Fields Too Large',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

/**
 * AEMM's bodies and types (v1.13.0), without its defects.
 *
 * @public
 */
export const aemmProfile: Profile = {
  id: 'aemm',
  policy: {
    builds: [],
    noticeTime: 'request',
    pendingNotices: 'listed',
    unconfiguredNotices: 'fire',
    otherNotices: 'absent',
    unrealInstance: 'warn',
    tokenPath: 'with-slash',
    otherPut: 'method-not-allowed',
    host: 'required',
    expectations: 'meet',
    httpVersion: '1.1',
  },
  exceptions: aemmExceptions,
  base: () => aemmBase,
  render,
};

function render(outcome: Outcome): Answer {
  switch (outcome.kind) {
    case 'leaf':
      return renderContent(outcome.content);
    case 'listing':
      return ok('text/plain', listing(outcome.path, outcome.entries));
    case 'token': {
      const ttl = ['X-Aws-Ec2-Metadata-Token-Ttl-Seconds', String(outcome.ttlSeconds)];
      return answer(200, ['Content-Type', 'text/plain', ...ttl], outcome.token);
    }
    case 'options':
      return answer(200, ['Allow', outcome.allow], '');
    case 'absent':
      return error(404, NOT_FOUND_PAGE);
    case 'unauthorized':
      return error(401, errorPage('401 - Unauthorized'));
    case 'token-refused':
      return error(400, errorPage('400 - Bad Request'));
    case 'forbidden':
      return error(403, errorPage('403 - Forbidden'));
    case 'unanswered':
      return answer(0, [], '');
    case 'method-not-allowed':
      return error(405, errorPage('405 - Method Not Allowed'), ['Allow', outcome.allow]);
    case 'failed':
      return error(500, errorPage('500 - Internal Server Error'));
    case 'malformed': {
      const reason = REASONS[outcome.status] ?? 'Bad Request';
      const headers = ['Content-Type', 'text/plain; charset=utf-8', 'Connection', 'close'];
      return answer(outcome.status, headers, `${outcome.status} ${reason}`);
    }
    case 'fault': {
      const { status } = outcome;
      return error(status, status === 404 ? NOT_FOUND_PAGE : errorPage(titleOf(status)));
    }
  }
}

function titleOf(status: number): string {
  const reason = REASONS[status];
  return reason === undefined ? String(status) : `${status} - ${reason}`;
}

function renderContent(content: Content): Answer {
  switch (content.kind) {
    case 'text':
      return ok('text/plain', content.text);
    case 'json':
      return ok('application/json', formatJson(content.value));
    case 'bytes':
      return ok('application/octet-stream', content.bytes);
  }
}

function listing(path: string, entries: readonly ListingEntry[]): string {
  const bare = BARE_LISTINGS.has(path);
  const names = entries.map(({ name, directory }) => (directory && !bare ? `${name}/` : name));
  return names.join('\n') + (ENDED_LISTINGS.has(path) ? '\n' : '');
}

function ok(type: string, body: string | Uint8Array): Answer {
  return answer(200, ['Content-Type', type], body);
}

/** Go's `http.Error`, which AEMM answers errors with, sends these headers whatever the body. */
function error(status: number, page: string, more: readonly string[] = []): Answer {
  return answer(
    status,
    ['Content-Type', 'text/plain; charset=utf-8', 'X-Content-Type-Options', 'nosniff', ...more],
    page,
  );
}

const encoder = new TextEncoder();

function answer(status: number, headers: readonly string[], body: string | Uint8Array): Answer {
  const length = typeof body === 'string' ? encoder.encode(body).length : body.length;
  return { status, headers: [...headers, 'Content-Length', String(length)], body };
}
