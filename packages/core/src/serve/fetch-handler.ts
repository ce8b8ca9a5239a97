import type { Clock } from '../ambient.ts';
import type { Exchange, Strike } from '../contract/exchange.ts';
import { headerEntries } from '../contract/header-entries.ts';
import type { Answer } from '../contract/profile.ts';
import type { ImdsRequest } from '../contract/request.ts';
import type { Imds } from './imds.ts';
import { networkFailure } from './network-failure.ts';

const NO_WAITING =
  'A fault with a latency needs a clock that can wait, and this one has no "at": give createImds one of createMockClock.';

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
 * Answers requests of the Fetch API, without a socket: for MSW, service workers, workerd, Hono and Deno.
 *
 * Faults do what `fetch` makes of them. Where a connection is refused, reset or closed, the promise is rejected with a
 * `TypeError` whose cause names the fault; a truncated body fails so after its last byte. An answer with a latency waits
 * by the clock of the service, which needs its `at`. A request that is never answered waits until it is aborted.
 *
 * @example
 * ```ts
 * Deno.serve(toFetchHandler(imds));
 * ```
 * @public
 */
export function toFetchHandler(
  imds: Pick<Imds, 'handle' | 'clock' | 'faults'>,
  { client = () => '127.0.0.1' }: FetchHandlerOptions = {},
): (request: Request) => Promise<Response> {
  const { clock, faults } = imds;
  return async (request) => {
    const { signal } = request;
    signal.throwIfAborted();
    const refusedBy = faults?.refusal(clock.now()).by;
    if (refusedBy !== undefined) throw networkFailure('refuse', refusedBy);
    const exchange = imds.handle(toImdsRequest(request, client(request)));
    const { outcome, call, fault } = exchange;
    if (outcome.kind === 'unanswered' && !isClosed(fault)) return untilAborted(signal);
    if (call !== undefined && fault?.latencyMs !== undefined) {
      await untilReached(clock, call.now + fault.latencyMs, signal);
    }
    if (isClosed(fault)) throw networkFailure(fault.cut, fault.name);
    return toResponse(exchange, request.method);
  };
}

function toImdsRequest(request: Request, client: string): ImdsRequest {
  const { method, headers, url } = request;
  const path = url.replace(/^[a-z][a-z\d+.-]*:\/\/[^/?#]*/i, '') || '/';
  return { method, path, headers: Object.fromEntries(headers), client };
}

/** Whether the connection ends without an answer. */
function isClosed(fault?: Strike): fault is Strike & { readonly cut: 'reset' | 'close' } {
  return fault?.cut === 'reset' || fault?.cut === 'close';
}

function toResponse({ answer, fault }: Exchange, method: string): Response {
  const { status, reason, body } = answer;
  const isEmpty = method === 'HEAD' || body.length === 0;
  const whole = isEmpty ? null : (body as BodyInit);
  return new Response(fault?.cut === 'truncate' ? cutShort(body, fault.name) : whole, {
    status,
    headers: headerEntries(answer),
    ...(reason !== undefined && { statusText: reason }),
  });
}

/** A body that fails after its last byte. */
function cutShort(body: Answer['body'], fault: string): ReadableStream<Uint8Array> {
  let rest = typeof body === 'string' ? new TextEncoder().encode(body) : body.slice();
  return new ReadableStream({
    pull(controller) {
      if (rest.length === 0) return controller.error(networkFailure('truncate', fault));
      controller.enqueue(rest);
      rest = new Uint8Array();
    },
  });
}

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => onAbort(signal, reject));
}

/** Waits until a clock has reached the end of a latency. */
function untilReached(clock: Clock, time: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (clock.at === undefined) throw new Error(NO_WAITING);
    const cancel = clock.at(time, () => {
      forget();
      resolve();
    });
    const forget = onAbort(signal, (reason) => {
      cancel();
      reject(reason);
    });
  });
}

/** Returns what ends it. */
function onAbort(signal: AbortSignal, run: (reason: unknown) => void): () => void {
  const abort = (): void => run(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  return () => signal.removeEventListener('abort', abort);
}
