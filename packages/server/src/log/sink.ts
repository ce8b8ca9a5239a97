/**
 * Takes text and says when it has gone, or that it has not.
 *
 * @public
 */
export type LogSink = (text: string, done: (error?: Error | null) => void) => void;

/**
 * Standard error.
 *
 * A pipe whose reader has stopped holds up neither the requests nor the exit of the process: Node writes to pipes
 * without blocking, and it does so here rather than by `fs.write`, which would leave a thread behind that the exit
 * waits for.
 *
 * @public
 */
export const stderrSink: LogSink = (text, done) => {
  const { stderr } = process;
  // What went wrong reaches `done`; without a listener it would end the process as well.
  if (!stderr.listeners('error').includes(ignore)) stderr.on('error', ignore);
  stderr.write(text, done);
};

function ignore(): void {}
