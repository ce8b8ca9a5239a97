import { headerEntries } from '../contract/header-entries.ts';
import type { ImdsRequest } from '../contract/request.ts';
import type { Imds } from './imds.ts';

/**
 * How {@link toFetchHandler} sees its clients.
 *
 * @public
 */
export interface FetchHandlerOptions {
  /** The address of the client of a request; that of loopback if absent. */
  readonly client?: (request: Request) => string;
}

/**
 * Answers requests of the Fetch API, without a socket: for MSW, service workers, workerd, Hono and Deno. A request that
 * the real service leaves unanswered waits until it is aborted.
 *
 * @example
 * ```ts
 * Deno.serve(toFetchHandler(imds));
 * ```
 * @public
 */
export function toFetchHandler(
  imds: Pick<Imds, 'handle'>,
  { client = () => '127.0.0.1' }: FetchHandlerOptions = {},
): (request: Request) => Promise<Response> {
  return async (request) => {
    const { answer, outcome } = imds.handle(toImdsRequest(request, client(request)));
    if (outcome.kind === 'unanswered') return untilAborted(request.signal);
    const { status, reason, body } = answer;
    const isEmpty = request.method === 'HEAD' || body.length === 0;
    return new Response(isEmpty ? null : (body as BodyInit), {
      status,
      headers: headerEntries(answer),
      ...(reason !== undefined && { statusText: reason }),
    });
  };
}

function toImdsRequest(request: Request, client: string): ImdsRequest {
  const { method, headers, url } = request;
  const path = url.replace(/^[a-z][a-z\d+.-]*:\/\/[^/?#]*/i, '') || '/';
  return { method, path, headers: Object.fromEntries(headers), client };
}

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const abort = (): void => reject(signal.reason);
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  });
}
