import type { Clock, ImdsEvent } from '@aemm/core';
import { jsonLines } from './json-lines.ts';
import type { LogSink } from './sink.ts';
import { stderrSink } from './sink.ts';
import { textLines } from './text-lines.ts';
import { createLineWriter } from './writer.ts';

/**
 * How requests are told: not at all, a line of text each, or an object in JSON a line. Messages and events are told
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
  /** How requests are told. */
  readonly format: LogFormat;
  /** The time that the lines carry. */
  readonly clock: Clock;
  /** Where the lines go; standard error if absent. */
  readonly sink?: LogSink;
}

/**
 * Tells what happens, in batches, without ever waiting for its reader.
 *
 * It holds half a mebibyte at most; what comes beyond that is dropped and counted, and the count is told once the reader
 * is back. No session token, no credentials and no user data reach it.
 *
 * @public
 */
export interface Log {
  /** Tells the person who runs the mock something. */
  message(text: string): void;
  /** Tells of a request that was answered. */
  request(method: string, target: string, status: number, client: string): void;
  /** Tells what happened beside an answer. */
  event(event: ImdsEvent): void;
  /** Tells of a request that could not be answered because our own code failed. */
  failure(method: string, target: string, error: unknown): void;
  /** How many lines were dropped because the reader was too slow or gone. */
  readonly dropped: number;
  /**
   * Resolves when all lines have gone, or when the bound has passed.
   *
   * @param boundMs - milliseconds; 500 if absent
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
  const confess = (count: number): string =>
    lines.message(
      clock.now(),
      `${count} ${count === 1 ? 'line' : 'lines'} of this log got lost: the reader was too slow or gone.`,
    );
  const writer = createLineWriter(sink, confess);
  return {
    message: (text) => writer.write(lines.message(clock.now(), text)),
    request:
      format === 'off'
        ? () => {}
        : (method, target, status, client) =>
            writer.queue(lines.request(clock.now(), method, target, status, client)),
    event: (event) => writer.write(lines.event(clock.now(), event)),
    failure: (method, target, error) =>
      writer.write(lines.failure(clock.now(), method, target, error)),
    get dropped() {
      return writer.dropped;
    },
    flush: (boundMs = 500) => writer.flush(boundMs),
  };
}
