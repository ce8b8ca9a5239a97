import { createLineBuffer } from './line-buffer.ts';
import type { LogSink } from './sink.ts';

/** Milliseconds that low-priority lines wait after a write: a busy log goes out in few pieces. */
const REST_MS = 10;

/** Dropped lines, by cause. */
export interface Drops {
  /** Lines that did not fit beside those that the sink had not taken yet. */
  tooSlow: number;
  /** Lines that never fit. */
  tooLong: number;
  /** Lines of writes that failed. */
  failed: number;
  /** Why the last of those writes failed. */
  error?: Error;
}

/** Writes lines in batches: one write at a time, whatever came meanwhile goes with the next. */
export interface LineWriter {
  /** Queues a line, with its end. It goes out after what the program is doing now. */
  write(line: string): void;
  /** Queues a low-priority line, with its end. */
  queue(line: string): void;
  /** How many lines were dropped. */
  readonly dropped: number;
  /** Resolves when everything is written, or after `boundMs`. */
  flush(boundMs: number): Promise<void>;
}

/** @param dropNotice - formats the lines that report drops, written once the sink works again */
export function createLineWriter(
  sink: LogSink,
  dropNotice: (drops: Readonly<Drops>) => string,
): LineWriter {
  const waiting = createLineBuffer();
  let state: 'idle' | 'due' | 'writing' | 'resting' = 'idle';
  let rest: NodeJS.Timeout | undefined;
  let dropped = 0;
  let unreportedDrops = noDrops();
  let flushed: (() => void)[] = [];

  const dropLine = (): void => {
    dropped++;
    if (waiting.isEmpty) unreportedDrops.tooLong++;
    else unreportedDrops.tooSlow++;
  };

  const dropBatch = (lines: number, error: Error): void => {
    dropped += lines;
    unreportedDrops.failed += lines;
    unreportedDrops.error = error;
  };

  const reportDrops = (): void => {
    const { tooSlow, tooLong, failed } = unreportedDrops;
    if (tooSlow + tooLong + failed === 0) return;
    if (waiting.add(dropNotice(unreportedDrops))) unreportedDrops = noDrops();
  };

  const put = (line: string): void => {
    if (waiting.add(line)) return;
    writeBatch();
    if (!waiting.add(line)) dropLine();
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
      if (error) dropBatch(lines, error);
      else reportDrops();
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

function noDrops(): Drops {
  return { tooSlow: 0, tooLong: 0, failed: 0 };
}
