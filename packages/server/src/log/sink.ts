/**
 * Takes lines, in UTF-8, and calls `done` once they are written, or with an error. The bytes are overwritten after that.
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
