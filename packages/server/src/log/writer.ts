import { createLineBuffer } from './line-buffer.ts';
import type { LogSink } from './sink.ts';

/** Milliseconds that lines without haste wait after a write: a busy log goes out in few pieces. */
const REST_MS = 10;

/** Writes lines in batches: one write at a time, whatever came meanwhile goes with the next. */
export interface LineWriter {
  /** Adds a line, with its end. It goes out after what the program is doing now. */
  write(line: string): void;
  /** Adds a line, with its end, that has no haste. */
  queue(line: string): void;
  /** How many lines were dropped because the reader was too slow or gone. */
  readonly dropped: number;
  /** Resolves when everything is written, or after `boundMs`. */
  flush(boundMs: number): Promise<void>;
}

/** @param confess - the line that says how many lines were dropped, written once the reader is back */
export function createLineWriter(sink: LogSink, confess: (lines: number) => string): LineWriter {
  const waiting = createLineBuffer();
  let state: 'idle' | 'due' | 'writing' | 'resting' = 'idle';
  let rest: NodeJS.Timeout | undefined;
  let dropped = 0;
  let untold = 0;
  let flushed: (() => void)[] = [];

  const drop = (count: number): void => {
    dropped += count;
    untold += count;
  };

  const put = (line: string): void => {
    if (waiting.add(line)) return;
    writeBatch();
    if (!waiting.add(line)) drop(1);
  };

  const schedule = (): void => {
    state = 'due';
    setImmediate(writeBatch);
  };

  const writeBatch = (): void => {
    if (waiting.isEmpty || state === 'writing') return;
    clearTimeout(rest);
    state = 'writing';
    const { bytes, lines } = waiting.take();
    sink(bytes, (error) => {
      waiting.release();
      if (error) drop(lines);
      else if (untold > 0 && waiting.add(confess(untold))) untold = 0;
      relax();
    });
  };

  const relax = (): void => {
    state = 'resting';
    if (flushed.length > 0 && !waiting.isEmpty) {
      writeBatch();
      return;
    }
    for (const resolve of flushed) resolve();
    flushed = [];
    rest = setTimeout(awake, REST_MS);
  };

  const awake = (): void => {
    if (waiting.isEmpty) state = 'idle';
    else writeBatch();
  };

  return {
    get dropped() {
      return dropped;
    },
    write(line) {
      put(line);
      if (state === 'idle' || state === 'resting') schedule();
    },
    queue(line) {
      put(line);
      if (state === 'idle') schedule();
    },
    flush(boundMs) {
      if (waiting.isEmpty && state !== 'writing') return Promise.resolve();
      return new Promise((resolve) => {
        const timer = setTimeout(resolve, boundMs);
        flushed.push(() => {
          clearTimeout(timer);
          resolve();
        });
        if (state === 'resting') writeBatch();
      });
    },
  };
}
