import { writeSync } from 'node:fs';
import type { LogSink } from './sink.ts';

const LINE_FEED = 0x0a;

/**
 * Writes to a file, as Node itself writes standard error to one: synchronously.
 *
 * On a disk that is nearly full the system takes a part of the bytes and reports no error. Node stops there; this goes
 * on, so that the error shows, and ends the line that was cut before the next one.
 */
export function createFileSink(fd: number): LogSink {
  let isCut = false;
  const write = (bytes: Uint8Array): void => {
    for (let at = 0; at < bytes.length; ) {
      at += writeSync(fd, bytes, at);
      isCut = bytes[at - 1] !== LINE_FEED;
    }
  };
  return (bytes, done) => {
    let failure: Error | undefined;
    try {
      if (isCut) write(Uint8Array.of(LINE_FEED));
      write(bytes);
    } catch (error) {
      failure = error as Error;
    }
    done(failure);
  };
}
