import { fstatSync } from 'node:fs';
import { createFileSink } from './file-sink.ts';
import type { LogSink } from './sink.ts';

/**
 * Standard error.
 *
 * A pipe whose reader has stopped holds up neither the requests nor the exit of the process: Node writes to pipes
 * without blocking, and it does so here rather than by `fs.write`, which would leave a thread behind that the exit
 * waits for.
 *
 * @public
 */
export const stderrSink: LogSink = (bytes, done) => sinkOfStderr()(bytes, done);

let chosen: LogSink | undefined;

/** Chosen at the first write: what standard error is does not change. */
function sinkOfStderr(): LogSink {
  chosen ??= fstatSync(process.stderr.fd).isFile() ? createFileSink(process.stderr.fd) : streamSink;
  return chosen;
}

const streamSink: LogSink = (bytes, done) => {
  const { stderr } = process;
  // What went wrong reaches `done`; without a listener it would end the process as well.
  if (!stderr.listeners('error').includes(ignore)) stderr.on('error', ignore);
  stderr.write(bytes, done);
};

function ignore(): void {}
