import type { LogSink } from './sink.ts';

/** Text that waits to be written, in UTF-16 units. Beyond it lines are dropped. */
const CAPACITY = 512 * 1024;

/** Writes lines in batches: one write at a time, whatever came meanwhile goes with the next. */
export interface LineWriter {
  /** Adds a line, with its end. */
  write(line: string): void;
  /** How many lines were dropped because the reader was too slow or gone. */
  readonly dropped: number;
  /** Resolves when everything is written, or after `boundMs`. */
  flush(boundMs: number): Promise<void>;
}

/** @param confess - the line that says how many lines were dropped, written once the reader is back */
export function createLineWriter(sink: LogSink, confess: (lines: number) => string): LineWriter {
  let waiting = '';
  let lines = 0;
  let inFlight = 0;
  let scheduled = false;
  let dropped = 0;
  let untold = 0;
  let flushed: (() => void)[] = [];

  const add = (line: string): void => {
    waiting += line;
    lines++;
  };

  const drop = (count: number): void => {
    dropped += count;
    untold += count;
  };

  const schedule = (): void => {
    if (scheduled || inFlight > 0) return;
    scheduled = true;
    setImmediate(writeBatch);
  };

  const writeBatch = (): void => {
    const [batch, count] = [waiting, lines];
    [waiting, lines, scheduled, inFlight] = ['', 0, false, batch.length];
    sink(batch, (error) => {
      inFlight = 0;
      if (error) drop(count);
      else if (untold > 0) {
        add(confess(untold));
        untold = 0;
      }
      if (waiting !== '') return schedule();
      for (const resolve of flushed) resolve();
      flushed = [];
    });
  };

  return {
    get dropped() {
      return dropped;
    },
    write(line) {
      if (waiting.length + inFlight + line.length > CAPACITY) return drop(1);
      add(line);
      schedule();
    },
    flush(boundMs) {
      if (waiting === '' && inFlight === 0) return Promise.resolve();
      return new Promise((resolve) => {
        const timer = setTimeout(resolve, boundMs);
        flushed.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    },
  };
}
