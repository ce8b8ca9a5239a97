/**
 * Takes lines, in UTF-8, and says when they have gone, or that they have not. The bytes are overwritten after that.
 *
 * @example
 * ```ts
 * const decoder = new TextDecoder();
 * const sink: LogSink = (bytes, done) => {
 *   lines.push(...decoder.decode(bytes).trimEnd().split('\n'));
 *   done();
 * };
 * ```
 * @public
 */
export type LogSink = (bytes: Uint8Array, done: (error?: Error | null) => void) => void;

/**
 * Standard error.
 *
 * A pipe whose reader has stopped holds up neither the requests nor the exit of the process: Node writes to pipes
 * without blocking, and it does so here rather than by `fs.write`, which would leave a thread behind that the exit
 * waits for.
 *
 * @public
 */
export const stderrSink: LogSink = (bytes, done) => {
  const { stderr } = process;
  // What went wrong reaches `done`; without a listener it would end the process as well.
  if (!stderr.listeners('error').includes(ignore)) stderr.on('error', ignore);
  stderr.write(bytes, done);
};

function ignore(): void {}
