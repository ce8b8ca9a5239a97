import type { Clock } from '../ambient.ts';
import type { Exchange, Strike } from '../contract/exchange.ts';
import { headerEntries } from '../contract/header-entries.ts';
import type { Answer } from '../contract/profile.ts';
import type { ImdsRequest } from '../contract/request.ts';
import type { Journal } from '../requests/journal.ts';
import type { Imds } from './imds.ts';
import { networkFailure } from './network-failure.ts';
import type { Wait } from './run-after.ts';
import { runAfter } from './run-after.ts';

const NO_WAITING =
  'A fault with a latency needs a clock that can wait, and this one has no "at": give createImds one of createMockClock.';

/**
 * What {@link toFetchHandler} knows of its clients, and where it keeps what they asked.
 *
 * @public
 */
export interface FetchHandlerOptions {
  /** The address of the client of a request; that of loopback if absent. */
  readonly client?: (request: Request) => string;
  /** Where each request is entered once it is over, such as the journal of a control; nowhere if absent. */
  readonly journal?: Pick<Journal, 'add'>;
}

/**
 * Answers requests of the Fetch API, without a socket: for MSW, service workers, workerd, Hono and Deno.
 *
 * Faults do what `fetch` makes of them. Where a connection is refused, reset or closed, the promise is rejected with a
 * `TypeError` whose cause names the fault; a truncated body fails so after its last byte. An answer with a latency waits
 * by the clock of the service, which needs its `at`. A request that is never answered waits until it is aborted.
 *
 * The journal of a control has only what is entered into it, so a handler for a mock takes that journal.
 *
 * @example
 * ```ts
 * Deno.serve(toFetchHandler(imds));
 * const handle = toFetchHandler(mock.imds, { journal: mock.journal });
 * ```
 * @public
 */
export function toFetchHandler(
  imds: Pick<Imds, 'handle' | 'clock' | 'faults'>,
  { client = () => '127.0.0.1', journal }: FetchHandlerOptions = {},
): (request: Request) => Promise<Response> {
  const { clock, faults } = imds;
  const enter = (exchange: Exchange): void => {
    const now = clock.now();
    // A clock may be set back while an answer waits.
    journal?.add(exchange, Math.max(0, now - (exchange.call?.now ?? now)));
  };
  return async (request) => {
    const { signal } = request;
    signal.throwIfAborted();
    const refusedBy = faults?.refusal(clock.now()).by;
    if (refusedBy !== undefined) throw networkFailure('refuse', refusedBy);
    const exchange = imds.handle(toImdsRequest(request, client(request)));
    try {
      await untilDue(exchange, clock, signal);
    } catch (reason) {
      enter({ ...exchange, outcome: { kind: 'unanswered' } });
      throw reason;
    }
    enter(exchange);
    const { fault } = exchange;
    if (isClosed(fault)) throw networkFailure(fault.cut, fault.name);
    return toResponse(exchange, request.method);
  };
}

/** Waits until an exchange is to end. */
async function untilDue(
  { outcome, call, fault }: Exchange,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  if (outcome.kind === 'unanswered' && !isClosed(fault)) return untilAborted(signal);
  if (call !== undefined && fault?.latencyMs !== undefined) {
    await untilPassed({ ms: fault.latencyMs, since: call.now }, clock, signal);
  }
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

/** Waits until a latency is over. */
function untilPassed(latency: Wait, clock: Clock, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = runAfter(latency, clock, () => {
      forget();
      resolve();
    });
    if (cancel === undefined) throw new Error(NO_WAITING);
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
