import type { Clock, ImdsEvent } from '@aemm/core';
import { readTimeout } from '@aemm/core';
import { jsonLines } from './json-lines.ts';
import type { RequestFacts } from './request-facts.ts';
import type { LogSink } from './sink.ts';
import { stderrSink } from './stderr-sink.ts';
import { textLines } from './text-lines.ts';
import type { Drops } from './writer.ts';
import { createLineWriter } from './writer.ts';

/**
 * How requests are logged: not at all, as a line of text, or as a JSON object on a line. Messages and events are logged
 * in any case.
 *
 * @public
 */
export type LogFormat = 'off' | 'text' | 'json';

/**
 * What a log is made from.
 *
 * @public
 */
export interface LogOptions {
  /** How requests are logged. */
  readonly format: LogFormat;
  /** The time that the lines carry. */
  readonly clock: Clock;
  /** Where the lines go; standard error if absent. */
  readonly sink?: LogSink;
}

/**
 * Logs what happens, in batches, without ever waiting for its reader.
 *
 * It holds half a mebibyte at most. Lines beyond that are dropped and counted, and the count is logged once the reader is
 * back. No session token, no credentials and no user data reach it.
 *
 * @public
 */
export interface Log {
  /** Logs a message to the person who runs the mock. */
  message(text: string): void;
  /** Logs a request that was answered, without the query of its target. */
  request(
    method: string,
    target: string,
    status: number,
    client: string,
    facts?: RequestFacts,
  ): void;
  /** Logs what happened beside an answer. */
  event(event: ImdsEvent): void;
  /** Logs a request that could not be answered because our own code failed. */
  failure(method: string, target: string, error: unknown): void;
  /** How many lines were dropped, because the reader was too slow, a write failed, or they were too long. */
  readonly dropped: number;
  /**
   * Resolves when all lines have gone, or when the bound has passed.
   *
   * @param boundMs - milliseconds; 500 if absent
   * @throws RangeError for a bound that is negative or not a number
   */
  flush(boundMs?: number): Promise<void>;
}

/**
 * Creates a log.
 *
 * @public
 */
export function createLog({ format, clock, sink = stderrSink }: LogOptions): Log {
  const lines = format === 'json' ? jsonLines() : textLines();
  const dropNotice = (drops: Readonly<Drops>): string =>
    describeDrops(drops)
      .map((text) => lines.message(clock.now(), text))
      .join('');
  const writer = createLineWriter(sink, dropNotice);
  return {
    message: (text) => writer.write(lines.message(clock.now(), text)),
    request:
      format === 'off'
        ? () => {}
        : (method, target, status, client, facts = {}) =>
            writer.queue(lines.request(clock.now(), method, target, status, client, facts)),
    event: (event) => writer.write(lines.event(clock.now(), event)),
    failure: (method, target, error) =>
      writer.write(lines.failure(clock.now(), method, target, error)),
    get dropped() {
      return writer.dropped;
    },
    flush: async (boundMs = 500) => writer.flush(readTimeout(boundMs, 'boundMs')),
  };
}

/** One message a cause. */
function describeDrops({ tooSlow, tooLong, failed, error }: Readonly<Drops>): string[] {
  const messages: string[] = [];
  if (tooSlow > 0) messages.push(`${dropped(tooSlow)}: the reader was too slow.`);
  if (tooLong > 0) messages.push(`${dropped(tooLong)}: longer than the log can hold.`);
  if (failed > 0)
    messages.push(`${dropped(failed)}: they could not be written (${error?.message}).`);
  return messages;
}

function dropped(lines: number): string {
  return lines === 1 ? '1 line of this log was dropped' : `${lines} lines of this log were dropped`;
}
