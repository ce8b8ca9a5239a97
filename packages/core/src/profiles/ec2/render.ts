import type { Content } from '../../contract/content.ts';
import type { Answer, ListingEntry, Outcome } from '../../contract/profile.ts';
import { formatJson, formatJsonLine } from './json.ts';
import { EXPECTATION_FAILED_PAGE, FORBIDDEN_PAGE, NOT_FOUND_PAGE } from './pages.ts';

// The order of the headers is that of captures of Nitro instances from 2021 to 2026. A header without a value is filled in
// for each answer: see `stamp.ts`.

/** Turns an outcome into the answer of a Nitro instance. */
export function render(outcome: Outcome): Answer {
  switch (outcome.kind) {
    case 'leaf':
      return renderContent(outcome.content);
    case 'listing':
      return found('text/plain', listing(outcome.path, outcome.entries));
    case 'token':
      return token(outcome.token, outcome.ttlSeconds);
    case 'absent':
      return page(404, NOT_FOUND_PAGE);
    case 'unauthorized':
      return empty(401);
    case 'token-refused':
      return empty(400);
    case 'forbidden':
      return outcome.reason === 'disabled' ? page(403, FORBIDDEN_PAGE) : empty(403);
    case 'method-not-allowed':
      return { ...empty(405, ['Allow', outcome.allow]), reason: 'Not Allowed' };
    case 'options':
      return empty(200, ['Allow', outcome.allow]);
    case 'unanswered':
      return { status: 0, headers: [], body: '' };
    case 'failed':
      return empty(500);
    case 'malformed':
      return outcome.status === 417 ? page(417, EXPECTATION_FAILED_PAGE) : empty(outcome.status);
    case 'fault':
      return outcome.status === 404 ? page(404, NOT_FOUND_PAGE) : empty(outcome.status);
  }
}

function renderContent(content: Content): Answer {
  switch (content.kind) {
    case 'text':
      return found('text/plain', content.text);
    case 'json':
      return found(
        'text/plain',
        content.oneLine ? formatJsonLine(content.value) : formatJson(content.value),
      );
    case 'bytes':
      return found('application/octet-stream', content.bytes);
  }
}

/** One name a line, none ended; directories end in a slash below the first two levels. */
function listing(path: string, entries: readonly ListingEntry[]): string {
  const isTop = path.indexOf('/', 1) < 0;
  return entries
    .map(({ name, directory, label }) => label ?? (directory && !isTop ? `${name}/` : name))
    .join('\n');
}

function found(type: string, body: string | Uint8Array): Answer {
  const head = ['Content-Type', type, 'Accept-Ranges', 'none', 'Last-Modified', ''];
  return whole(200, [...head, 'Content-Length', lengthOf(body), ...END], body);
}

function page(status: number, body: string): Answer {
  const head = ['Content-Type', 'text/html', 'Content-Length', lengthOf(body)];
  return whole(status, [...head, ...END], body);
}

function empty(status: number, head: readonly string[] = []): Answer {
  const tail = ['Content-Type', 'text/plain'];
  return whole(status, [...head, 'Content-Length', '0', ...END, ...tail], '');
}

function token(text: string, ttlSeconds: number): Answer {
  const head = ['X-Aws-Ec2-Metadata-Token-Ttl-Seconds', String(ttlSeconds)];
  const tail = ['Content-Type', 'text/plain'];
  return whole(200, [...head, 'Content-Length', lengthOf(text), ...END, ...tail], text);
}

const END = ['Date', '', 'Server', 'EC2ws', 'Connection', 'close'];

function whole(status: number, headers: readonly string[], body: string | Uint8Array): Answer {
  return { status, headers, body, complete: true };
}

const encoder = new TextEncoder();

function lengthOf(body: string | Uint8Array): string {
  return String(typeof body === 'string' ? encoder.encode(body).length : body.length);
}
