import type { IncomingMessage } from 'node:http';
import type { Policy } from '@aemm/core';

/** The status of a request that HTTP itself forbids to answer otherwise; `undefined` for all others. */
export function refusalOf(
  { headers, httpVersionMinor }: IncomingMessage,
  bodyBytes: number,
  { host }: Policy,
): number | undefined {
  // RFC 9112, section 3.2. HTTP/1.0 knew no Host.
  if (host === 'required' && headers.host === undefined && httpVersionMinor > 0) return 400;
  const length = headers['content-length'];
  return length !== undefined && Number(length) > bodyBytes ? 413 : undefined;
}

/** The status for what Node could not read. */
export function statusOf(code: string | undefined): number {
  switch (code) {
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return 408;
    case 'HPE_HEADER_OVERFLOW':
      return 431;
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return 413;
    default:
      return 400;
  }
}
