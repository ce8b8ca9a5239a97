import type { IncomingMessage } from 'node:http';
import type { Clock, Exchange, Journal } from '@aemm/core';
import type { Log } from '../log/log.ts';
import { factsOf } from '../log/request-facts.ts';
import type { Reply, ReplyOwner } from './responder.ts';

/** Keeps what was answered: a line in the log, an entry in the journal. */
export interface Recorder {
  /** Records a request that was answered, or cut. */
  request(request: IncomingMessage, exchange: Reply): void;
  /** Records a request whose client left before its answer. */
  left(request: IncomingMessage, exchange: Reply): void;
  /** Records bytes that were not a request. */
  bytes(client: string, exchange: Reply): void;
}

export function createRecorder(
  log: Log | undefined,
  journal: Journal | undefined,
  clock: Clock,
): Recorder {
  const own: ReplyOwner = journal === undefined ? { clock } : { clock, journal };
  const enter = (exchange: Reply): void => {
    const { journal: entered, clock: time } = exchange.owner ?? own;
    // Another service on a port of its own has no outcome, and no journal.
    if (entered === undefined || !isExchange(exchange)) return;
    const now = time.now();
    // A clock may be set back while an answer waits.
    entered.add(exchange, Math.max(0, now - (exchange.call?.now ?? now)));
  };
  const record: Recorder['request'] = (request, exchange) => {
    const { method = '', url = '', socket } = request;
    const client = exchange.call?.request.client ?? socket.remoteAddress ?? '';
    log?.request(method, url, exchange.answer.status, client, factsOf(exchange));
    enter(exchange);
  };
  return {
    request: record,
    left: (request, { fault, call, owner }) =>
      record(request, {
        ...(owner && { owner }),
        ...(call && { call }),
        ...(fault && { fault }),
        outcome: { kind: 'unanswered' },
        answer: { status: 0, headers: [], body: '' },
      }),
    bytes(client, exchange) {
      log?.request('-', '-', exchange.answer.status, client);
      enter(exchange);
    },
  };
}

function isExchange(reply: Reply): reply is Reply & Exchange {
  return reply.outcome !== undefined;
}
